// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import linnet.crypto.TracedChannel;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.Traffic;
import linnet.crypto.kernel.Kernels;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransferTest {
  record Session(String name, ServerTransferSession server, ClientTransferSession client) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Session> sessions() {
    InsecureIdealTransfer.Pair ideal = InsecureIdealTransfer.pair(new InsecureFixedEntropy(3));
    return Stream.of(
        real(TransferKind.IKNP),
        real(TransferKind.SOFT_SPOKEN),
        new Session("ideal", ideal.server(), ideal.client()));
  }

  private static Session real(TransferKind kind) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    var halves =
        TwoParties.run(
            () -> TransferSession.server(line.server(), new InsecureFixedEntropy(1), kind),
            () -> TransferSession.client(line.client(), new InsecureFixedEntropy(2), kind));
    return new Session(kind.toString(), halves.server(), halves.client());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sessions")
  void everyTransferIsCorrelatedAsItsChoiceSays(Session session) {
    Prg random = new Prg(new byte[16]);
    Set<Long> differences = new HashSet<>();
    for (int batch = 0; batch < 4; batch++) {
      boolean fromServer = batch % 2 == 0;
      var halves =
          TwoParties.<Object, Object>run(
              fromServer ? session.server()::newSender : session.server()::newReceiver,
              fromServer ? session.client()::newReceiver : session.client()::newSender);
      CorrelatedSender sender = (CorrelatedSender) (fromServer ? halves.server() : halves.client());
      CorrelatedReceiver receiver =
          (CorrelatedReceiver) (fromServer ? halves.client() : halves.server());
      assertThat(sender.differenceLow() & 1).isEqualTo(1);
      assertThat(differences.add(sender.differenceHigh())).isTrue();
      RegeneratedLabels again = new RegeneratedLabels(receiver.seeds());
      for (int lanes : new int[] {1, 2, 3, 5, 128}) {
        long[] choices = random.longs(3 * lanes);
        var labels =
            TwoParties.run(() -> sender.extend(lanes, 3), () -> receiver.extend(lanes, choices));
        check(sender, labels.server(), labels.client(), lanes, choices);
        assertThat(again.next(lanes, 3)).isEqualTo(labels.client());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TransferKind.class)
  void bytesOnTheWireAreThoseOfTheFormulas(TransferKind kind) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    var halves =
        TwoParties.run(
            () -> TransferSession.server(line.server(), new InsecureFixedEntropy(1), kind),
            () -> TransferSession.client(line.client(), new InsecureFixedEntropy(2), kind));
    Traffic setUp = line.server().traffic();
    assertThat(setUp.bytesSent()).isEqualTo(TransferSession.SETUP_SERVER_BYTES);
    assertThat(setUp.bytesReceived()).isEqualTo(TransferSession.SETUP_CLIENT_BYTES);
    TwoParties.run(
        () -> halves.server().newSender().extend(3, 2),
        () -> halves.client().newReceiver().extend(3, new long[6]));
    Traffic batch = line.server().traffic().since(setUp);
    assertThat(batch.bytesSent()).isEqualTo(kind.batchBytes());
    assertThat(batch.bytesReceived()).isEqualTo(kind.treeBytes() + kind.extensionBytes(3, 2));
  }

  @Test
  void vectorKernelsGiveWhatScalarOnesGive() {
    assumeThat(Kernels.vectorsAvailable()).isTrue();
    TransferKernels scalar = TransferKernels.of(Kernels.SCALAR);
    TransferKernels vector = TransferKernels.of(Kernels.VECTOR);
    Prg random = new Prg(new byte[16]);
    for (int lanes : new int[] {1, 2, 4, 7, 8, 128}) {
      byte[] columns = random.bytes(Extension.wordBytes(lanes));
      byte[][] turned = new byte[2][columns.length + 3];
      scalar.transpose(columns, lanes, turned[0], 3);
      vector.transpose(columns, lanes, turned[1], 3);
      assertThat(turned[1]).isEqualTo(turned[0]);
      int length = Extension.columnBytes(lanes);
      byte[] streams = random.bytes(16 * length);
      byte[][] folded = new byte[2][5 * length];
      scalar.fold(streams, folded[0], 0, folded[0], 4 * length, length);
      vector.fold(streams, folded[1], 0, folded[1], 4 * length, length);
      assertThat(folded[1]).isEqualTo(folded[0]);
      scalar.xor(streams, 8, folded[0], 0, 5 * length);
      vector.xor(streams, 8, folded[1], 0, 5 * length);
      assertThat(folded[1]).isEqualTo(folded[0]);
    }
  }

  /** What travels must look the same whatever the choices are: here all zero, then all one. */
  @ParameterizedTest
  @EnumSource(TransferKind.class)
  void columnsOnTheWireHideTheChoices(TransferKind kind) {
    for (byte choice : new byte[] {0, -1}) {
      ReceiverColumns receiver =
          kind == TransferKind.IKNP
              ? new IknpReceiver(pairs(new Prg(new byte[16])))
              : new SoftSpokenReceiver(new byte[16]);
      byte[] columns = new byte[128 * 1024];
      byte[] message = new byte[kind.wireColumns() * 1024];
      byte[] choices = new byte[1024];
      Arrays.fill(choices, choice);
      receiver.next(columns, message, choices, 0, choices.length);
      long ones = 0;
      for (byte b : message) {
        ones += Integer.bitCount(b & 255);
      }
      double bits = 8.0 * message.length;
      assertThat(ones - bits / 2).isBetween(-2 * Math.sqrt(bits), 2 * Math.sqrt(bits));
    }
  }

  private static SeedPairs pairs(Prg random) {
    byte[][] zero = new byte[128][];
    byte[][] one = new byte[128][];
    for (int i = 0; i < 128; i++) {
      zero[i] = random.bytes(16);
      one[i] = random.bytes(16);
    }
    return new SeedPairs(zero, one);
  }

  /** Whoever changes the wire format on purpose replaces the digests by the new ones. */
  @ParameterizedTest
  @CsvSource({
    "IKNP, 5bd1574075d61c7fd49004bd6c3ba3229b2984edaae677908f2cfa5741ad947b, e26d72f0df11391814ea95aa8254628bba591936fd425ee8e67d9daa9e0afa26",
    "SOFT_SPOKEN, e62a5d735ea5207736295f4c9e43af9b82eea86708a067598aa793da5a49b15b, 41ce39f331595a7eed83ac2ed6eadf747291ed001c0315a987d4ce01c32557d1"
  })
  void theBytesOfASessionAreThoseOnRecord(TransferKind kind, String server, String client) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    TracedChannel serverEnd = new TracedChannel(line.server());
    TracedChannel clientEnd = new TracedChannel(line.client());
    var halves =
        TwoParties.run(
            () -> TransferSession.server(serverEnd, new InsecureFixedEntropy(1), kind),
            () -> TransferSession.client(clientEnd, new InsecureFixedEntropy(2), kind));
    long[] choices = new Prg(new byte[16]).longs(6);
    TwoParties.run(
        () -> halves.server().newSender().extend(3, 2),
        () -> halves.client().newReceiver().extend(3, choices));
    TwoParties.run(
        () -> halves.server().newReceiver().extend(3, choices),
        () -> halves.client().newSender().extend(3, 2));
    assertThat(serverEnd.digest()).isEqualTo(server);
    assertThat(clientEnd.digest()).isEqualTo(client);
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
      assertThatThrownBy(
              () ->
                  TransferSession.client(
                      line.client(), new InsecureFixedEntropy(1), TransferKind.IKNP))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("the server sent an invalid curve point");
      line.client().send(MessageTypes.BASE_CHOICES, new byte[128 * P256.POINT_BYTES]);
      assertThatThrownBy(
              () ->
                  TransferSession.server(
                      line.server(), new InsecureFixedEntropy(1), TransferKind.IKNP))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("the client sent an invalid curve point");
    }
  }

  @Test
  void aPartyThatLeavesEndsTheOthersHalf() {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    line.client().close();
    assertThatThrownBy(
            () ->
                TransferSession.server(
                    line.server(), new InsecureFixedEntropy(1), TransferKind.IKNP))
        .isInstanceOf(PeerException.class);
  }
}
