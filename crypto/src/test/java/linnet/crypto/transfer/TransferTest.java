// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransferTest {
  record Session(String name, ServerTransferSession server, ClientTransferSession client) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Session> sessions() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    var real =
        TwoParties.run(
            () -> TransferSession.server(line.server(), new InsecureFixedEntropy(1)),
            () -> TransferSession.client(line.client(), new InsecureFixedEntropy(2)));
    InsecureIdealTransfer.Pair ideal = InsecureIdealTransfer.pair(new InsecureFixedEntropy(3));
    return Stream.of(
        new Session("real", real.server(), real.client()),
        new Session("ideal", ideal.server(), ideal.client()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sessions")
  void everyTransferIsCorrelatedAsItsChoiceSays(Session session) {
    Prg random = new Prg(new byte[16]);
    for (int batch = 0; batch < 2; batch++) {
      var halves = TwoParties.run(session.server()::newSender, session.client()::newReceiver);
      assertThat(halves.server().differenceLow() & 1).isEqualTo(1);
      for (int lanes : new int[] {1, 2, 3, 5, 128}) {
        long[] choices = random.longs(3 * lanes);
        var labels =
            TwoParties.run(
                () -> halves.server().extend(lanes, 3),
                () -> halves.client().extend(lanes, choices));
        check(halves.server(), labels.server(), labels.client(), lanes, choices);
      }
    }
  }

  private static void check(
      CorrelatedSender sender, byte[] zero, byte[] chosen, int lanes, long[] choices) {
    assertThat(zero).hasSize(16 * 64 * choices.length).hasSameSizeAs(chosen);
    long ones = 0;
    for (int i = 0; i < 64 * choices.length; i++) {
      int group = i / lanes;
      long mask = -(choices[group / 64 * lanes + i % lanes] >>> group & 1);
      long low = LittleEndian.getLong(zero, 16 * i);
      long high = LittleEndian.getLong(zero, 16 * i + 8);
      ones += Long.bitCount(low) + Long.bitCount(high);
      assertThat(LittleEndian.getLong(chosen, 16 * i))
          .isEqualTo(low ^ (mask & sender.differenceLow()));
      assertThat(LittleEndian.getLong(chosen, 16 * i + 8))
          .isEqualTo(high ^ (mask & sender.differenceHigh()));
    }
    double bits = 128.0 * 64 * choices.length;
    assertThat(ones)
        .isBetween(
            (long) (bits / 2 - 3 * Math.sqrt(bits)), (long) (bits / 2 + 3 * Math.sqrt(bits)));
  }

  @Test
  void generatorMultiplesAreThePublishedOnes() {
    // NIST routines, point multiples of P-256, k = 2 and k = 3: x coordinates.
    assertThat(x(2)).isEqualTo("7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978");
    assertThat(x(3)).isEqualTo("5ecbe4d1a6330a44c8f7ef951d4bf165e6c6b721efada985fb41661bc6e7fd6c");
  }

  private static String x(long scalar) {
    byte[] point = P256.encode(P256.generatorTimes(BigInteger.valueOf(scalar)));
    return HexFormat.of().formatHex(point, 1, 33);
  }

  @Test
  void invalidCurvePointsEndTheSessionInOneSentence() {
    byte[] offCurve = new byte[P256.POINT_BYTES];
    Arrays.fill(offCurve, (byte) 0xff);
    offCurve[0] = 2;
    for (byte[] point : new byte[][] {offCurve, new byte[P256.POINT_BYTES]}) {
      InMemoryChannel.Pair line = InMemoryChannel.pair();
      line.server().send(MessageTypes.BASE_POINT, point);
      assertThatThrownBy(() -> TransferSession.client(line.client(), new InsecureFixedEntropy(1)))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("the server sent an invalid curve point");
      line.client().send(MessageTypes.BASE_CHOICES, new byte[128 * P256.POINT_BYTES]);
      assertThatThrownBy(() -> TransferSession.server(line.server(), new InsecureFixedEntropy(1)))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("the client sent an invalid curve point");
    }
  }

  @Test
  void aPartyThatLeavesEndsTheOthersHalf() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    line.client().close();
    assertThatThrownBy(() -> TransferSession.server(line.server(), new InsecureFixedEntropy(1)))
        .isInstanceOf(PeerException.class);
  }
}
