// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.TcpListener;
import linnet.crypto.channel.Timeouts;
import linnet.crypto.channel.Traffic;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.InsecureIdealTransfer;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.crypto.transfer.TransferSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullReluTest {
  private final InMemoryChannel.Pair line = InMemoryChannel.pair();
  private final EntropySource entropy = new InsecureFixedEntropy(11);
  private final Prg random = new Prg(new byte[16]);

  @ParameterizedTest(name = "width {0}, shift {1}")
  @CsvSource({"2,0", "3,0", "3,1", "4,0", "4,1", "4,2", "5,0", "5,1", "5,2", "6,0", "6,1", "6,2"})
  void everyPairOfSmallSharesGivesTheExactRelu(int width, int shift) {
    int values = 1 << width;
    long[] server = new long[values * values];
    long[] client = new long[values * values];
    Arrays.setAll(server, i -> i % values);
    Arrays.setAll(client, i -> i / values);
    checkExact(new ReluCircuit(width, shift), server, client);
  }

  @ParameterizedTest(name = "width {0}, shift {1}")
  @CsvSource({"7,5", "20,11", "33,12", "41,0", "48,24", "62,12", "63,61", "64,0", "64,12", "64,62"})
  void randomAndExtremeSharesGiveTheExactRelu(int width, int shift) {
    long top = 1L << (width - 1);
    long[] edges = {0, 1, -1, top, top - 1, -top, 1L << shift, -(1L << shift), top - 2};
    long[] server = random.longs(300);
    long[] client = random.longs(300);
    for (int i = 0; i < edges.length; i++) {
      client[i] = edges[i] - server[i];
    }
    checkExact(new ReluCircuit(width, shift), server, client);
  }

  @ParameterizedTest(name = "{0} units")
  @CsvSource({"0", "1", "127", "128", "129", "1000", "8192", "8321"})
  void everyCountOfUnitsIsServedAtTheStatedCost(int units) {
    ReluCircuit relu = new ReluCircuit(9, 2);
    checkExactOverRealTransfers(relu, units, line.server(), line.client());
  }

  @Test
  void twoPartiesOverLoopbackAgree() {
    try (TcpListener listener = TcpListener.open("localhost", 0, Timeouts.DEFAULT);
        Channel client = TcpChannel.connect("localhost", listener.port(), Timeouts.DEFAULT);
        Channel server = listener.accept().orElseThrow()) {
      checkExactOverRealTransfers(new ReluCircuit(40, 12), 500, server, client);
    }
  }

  @Test
  void aSecondUseIsRefusedOnBothSides() {
    ReluCircuit relu = new ReluCircuit(8, 0);
    long[] shares = {1, 2, 3};
    TwoParties.Results<FullReluServer, FullReluClient> batch = prepare(relu, shares, shares);
    online(batch, shares);
    assertThatThrownBy(() -> batch.server().online(line.server(), shares))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("serves once");
    assertThatThrownBy(() -> batch.client().online(line.client()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("serves once");
  }

  @Test
  void aWrongCountOfSharesIsRefusedBeforeAnythingIsSpent() {
    ReluCircuit relu = new ReluCircuit(8, 0);
    long[] shares = {1, 2, 3};
    TwoParties.Results<FullReluServer, FullReluClient> batch = prepare(relu, shares, shares);
    assertThatThrownBy(() -> batch.server().online(line.server(), new long[2]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(online(batch, shares)).containsExactly(1, 2, 3);
  }

  private void checkExact(ReluCircuit relu, long[] serverShares, long[] clientShares) {
    long[] masks = random.longs(serverShares.length);
    long[] results = online(prepare(relu, clientShares, masks), serverShares);
    assertThat(results).isEqualTo(expected(relu, serverShares, clientShares, masks));
  }

  private TwoParties.Results<FullReluServer, FullReluClient> prepare(
      ReluCircuit relu, long[] shares, long[] masks) {
    InsecureIdealTransfer.Pair transfers = InsecureIdealTransfer.pair(entropy);
    return TwoParties.run(
        () ->
            FullReluServer.prepare(line.server(), transfers.server(), entropy, relu, shares.length),
        () -> FullReluClient.prepare(line.client(), transfers.client(), relu, shares, masks));
  }

  private long[] online(TwoParties.Results<FullReluServer, FullReluClient> batch, long[] shares) {
    return TwoParties.run(
            () -> batch.server().online(line.server(), shares),
            () -> {
              batch.client().online(line.client());
              return true;
            })
        .server();
  }

  /** Independent of {@link ReluCircuit#evaluate}: by division and remainder of big integers. */
  private static long[] expected(ReluCircuit relu, long[] server, long[] client, long[] masks) {
    BigInteger modulus = BigInteger.TWO.pow(relu.width());
    BigInteger half = BigInteger.TWO.pow(relu.width() - 1);
    BigInteger divisor = BigInteger.TWO.pow(relu.shift());
    long[] results = new long[server.length];
    for (int i = 0; i < results.length; i++) {
      BigInteger z = BigInteger.valueOf(server[i]).add(BigInteger.valueOf(client[i])).mod(modulus);
      BigInteger positive = z.compareTo(half) < 0 ? z : BigInteger.ZERO;
      results[i] = positive.divide(divisor).longValueExact() - masks[i];
    }
    return results;
  }

  private void checkExactOverRealTransfers(
      ReluCircuit relu, int units, Channel serverEnd, Channel clientEnd) {
    long[] serverShares = random.longs(units);
    long[] clientShares = random.longs(units);
    long[] masks = random.longs(units);
    TwoParties.Results<ServerTransferSession, ClientTransferSession> session =
        TwoParties.run(
            () ->
                TransferSession.server(
                    serverEnd, entropy, linnet.crypto.transfer.TransferKind.IKNP),
            () ->
                TransferSession.client(
                    clientEnd,
                    new InsecureFixedEntropy(12),
                    linnet.crypto.transfer.TransferKind.IKNP));
    Traffic setUp = serverEnd.traffic();
    assertThat(setUp.bytesSent()).isEqualTo(TransferSession.SETUP_SERVER_BYTES);
    assertThat(setUp.bytesReceived()).isEqualTo(TransferSession.SETUP_CLIENT_BYTES);
    TwoParties.Results<FullReluServer, FullReluClient> batch =
        TwoParties.run(
            () -> FullReluServer.prepare(serverEnd, session.server(), entropy, relu, units),
            () -> FullReluClient.prepare(clientEnd, session.client(), relu, clientShares, masks));
    Traffic prepared = serverEnd.traffic();
    long[] results =
        TwoParties.run(
                () -> batch.server().online(serverEnd, serverShares),
                () -> {
                  batch.client().online(clientEnd);
                  return true;
                })
            .server();
    assertThat(results).isEqualTo(expected(relu, serverShares, clientShares, masks));
    FullReluCost cost = FullReluCost.of(relu, units);
    Traffic offline = prepared.since(setUp);
    Traffic online = serverEnd.traffic().since(prepared);
    assertThat(offline.bytesSent()).isEqualTo(cost.offlineServerBytes());
    assertThat(offline.bytesReceived()).isEqualTo(cost.offlineClientBytes());
    assertThat(online.bytesSent()).isEqualTo(cost.onlineServerBytes());
    assertThat(online.bytesReceived()).isEqualTo(cost.onlineClientBytes());
    assertThat(batch.server().garbledUnits()).isEqualTo(units);
    assertThat(batch.client().garbledUnits()).isEqualTo(units);
  }
}
