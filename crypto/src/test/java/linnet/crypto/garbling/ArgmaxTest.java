// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.Traffic;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import linnet.crypto.ring.Shares;
import linnet.crypto.transfer.InsecureIdealTransfer;
import linnet.crypto.transfer.TransferKind;
import linnet.crypto.transfer.TransferSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArgmaxTest {
  private final InMemoryChannel.Pair line = InMemoryChannel.pair();
  private final Prg random = new Prg(new byte[16]);

  @ParameterizedTest(name = "{0} classes of {1} bits")
  @CsvSource({"2,2", "2,63", "3,8", "4,5", "5,2", "10,40", "17,12", "100,33"})
  void theIndexOfTheLargestComesOutTheFirstOfEquals(int classes, int width) {
    for (int round = 0; round < 10; round++) {
      long[] values = random.longs(classes);
      for (int i = 0; i < classes; i++) {
        values[i] >>= 64 - width;
        if (round == 0) {
          values[i] = (i & 1) == 0 ? -(1L << (width - 1)) : (1L << (width - 1)) - 1;
        }
      }
      assertThat(run(values, width)).isEqualTo(indexOfLargest(values));
    }
  }

  @Test
  void everyPairOfSmallNumbersIsOrderedRight() {
    Circuit circuit = new ArgmaxCircuit(2, 3).circuit();
    for (int pair = 0; pair < 64; pair++) {
      long[] values = {(long) (pair & 7) << 61 >> 61, (long) (pair >> 3) << 61 >> 61};
      boolean[] bits = new boolean[6];
      for (int i = 0; i < 6; i++) {
        bits[i] = (values[i / 3] >> (i % 3) & 1) != 0;
      }
      assertThat(circuit.evaluate(new boolean[6], bits)).containsExactly(values[1] > values[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bytesSentAndStoredAreThoseOfTheCostModel(TransferKind kind) throws IOException {
    var session =
        TwoParties.run(
            () -> TransferSession.server(line.server(), new InsecureFixedEntropy(5), kind),
            () -> TransferSession.client(line.client(), new InsecureFixedEntropy(6), kind));
    Traffic before = line.server().traffic();
    long[] values = random.longs(10);
    Arrays.setAll(values, i -> values[i] >> 20);
    Shares shares = Shares.split(values, random);
    var halves =
        TwoParties.run(
            () ->
                ServerArgmax.prepare(
                    line.server(), session.server(), new InsecureFixedEntropy(7), 10, 45),
            () -> ClientArgmax.prepare(line.client(), session.client(), 45, shares.client()));
    Traffic prepared = line.server().traffic();
    byte[] server = ReluRun.bytes(halves.server()::write);
    byte[] client = ReluRun.bytes(halves.client()::write);
    ServerArgmax.read(ReluRun.in(server), 10, 45).online(line.server(), shares.server());
    int index = ClientArgmax.read(ReluRun.in(client), 10, 45).online(line.client());
    assertThat(index).isEqualTo(indexOfLargest(values));
    ArgmaxCost cost = ArgmaxCost.of(10, 45, kind);
    Traffic offline = prepared.since(before);
    assertThat(offline.bytesSent()).isEqualTo(cost.offlineServerBytes());
    assertThat(offline.bytesReceived()).isEqualTo(cost.offlineClientBytes());
    assertThat(line.client().traffic().bytesReceived() - prepared.bytesSent())
        .isEqualTo(cost.onlineBytes());
    assertThat(server).hasSize((int) cost.storedServerBytes());
    assertThat(client).hasSize((int) cost.storedClientBytes());
  }

  @Test
  void aSecondUseIsRefusedOnBothSides() {
    var halves = prepared(4, 8, new long[4]);
    halves.server().online(line.server(), new long[] {1, 2, 3, 4});
    assertThat(halves.client().online(line.client())).isEqualTo(3);
    assertThatThrownBy(() -> halves.server().online(line.server(), new long[4]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> halves.client().online(line.client()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ReluRun.bytes(halves.server()::write))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ReluRun.bytes(halves.client()::write))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void labelsThatOpenNoClassEndTheSessionInOneSentence() {
    var halves = prepared(5, 8, new long[5]);
    byte[] garbage = random.bytes(5 * 8 * Labels.BYTES);
    boolean refused = false;
    for (int round = 0; round < 40 && !refused; round++) {
      byte[] stored = ReluRun.bytes(halves.client()::write);
      garbage[16 * round] ^= 1;
      line.server().send(MessageTypes.ARGMAX_LABELS, garbage);
      refused = isRefused(stored);
    }
    assertThat(refused).isTrue();
  }

  private boolean isRefused(byte[] stored) {
    try {
      return ClientArgmax.read(ReluRun.in(stored), 5, 8).online(line.client()) > 4;
    } catch (PeerException e) {
      assertThat(e).hasMessageContaining("open no class");
      return true;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void materialCutShortIsRefusedInOneSentence() {
    var halves = prepared(4, 8, new long[4]);
    byte[] server = ReluRun.bytes(halves.server()::write);
    byte[] client = ReluRun.bytes(halves.client()::write);
    assertThatThrownBy(() -> ServerArgmax.read(ReluRun.in(Arrays.copyOf(server, 40)), 4, 8))
        .hasMessage("The stored garbled material ends early; prepare it again.");
    assertThatThrownBy(() -> ClientArgmax.read(ReluRun.in(Arrays.copyOf(client, 3000)), 4, 8))
        .hasMessage("The stored garbled material ends early; prepare it again.");
    assertThatThrownBy(() -> ClientArgmax.read(ReluRun.in(client), 4, 9))
        .hasMessageContaining("belongs to another");
    client[24] ^= 1;
    assertThatThrownBy(() -> ClientArgmax.read(ReluRun.in(client), 4, 8))
        .hasMessageContaining("is damaged");
  }

  private int run(long[] values, int width) {
    Shares shares = Shares.split(values, random);
    var halves = prepared(values.length, width, shares.client());
    halves.server().online(line.server(), shares.server());
    return halves.client().online(line.client());
  }

  private TwoParties.Results<ServerArgmax, ClientArgmax> prepared(
      int classes, int width, long[] clientShares) {
    InsecureIdealTransfer.Pair ideal = InsecureIdealTransfer.pair(new InsecureFixedEntropy(8));
    InsecureFixedEntropy entropy = new InsecureFixedEntropy(9);
    return TwoParties.run(
        () -> ServerArgmax.prepare(line.server(), ideal.server(), entropy, classes, width),
        () -> ClientArgmax.prepare(line.client(), ideal.client(), width, clientShares));
  }

  private static int indexOfLargest(long[] values) {
    int index = 0;
    for (int i = 1; i < values.length; i++) {
      index = values[i] > values[index] ? i : index;
    }
    return index;
  }
}
