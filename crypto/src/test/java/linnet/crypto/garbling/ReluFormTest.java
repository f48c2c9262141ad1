// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.Traffic;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.InsecureIdealTransfer;
import linnet.crypto.transfer.TransferKind;
import linnet.crypto.transfer.TransferSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReluFormTest {
  private static final List<ReluLayer> SMALL =
      List.of(new ReluLayer(20, 7, 200), new ReluLayer(9, 0, 3), new ReluLayer(33, 12, 130));

  private final InMemoryChannel.Pair line = InMemoryChannel.pair();
  private final Prg random = new Prg(new byte[16]);

  @Test
  void everyPairOfEightBitResiduesGivesTheExactRelu() {
    ReluRun run = new ReluRun(ReluForm.SIGN, List.of(new ReluLayer(8, 0, 1 << 16)), random);
    long[] server = run.serverShares.getFirst();
    long[] client = run.clientShares.getFirst();
    for (int i = 0; i < server.length; i++) {
      server[i] = (server[i] & ~255L) | (i & 255);
      client[i] = (byte) ((i & 255) + (i >> 8)) - server[i];
    }
    checkOverIdealTransfers(run);
  }

  @ParameterizedTest(name = "width {0}, shift {1}")
  @CsvSource({"2,0", "3,0", "3,1", "4,1", "5,2", "6,0", "7,3", "8,4"})
  void everySmallWidthGivesTheExactRelu(int width, int shift) {
    checkOverIdealTransfers(
        new ReluRun(ReluForm.SIGN, List.of(new ReluLayer(width, shift, 500)), random));
  }

  @ParameterizedTest(name = "width {0}, shift {1}")
  @CsvSource({"20,0", "31,11", "40,20", "63,1", "64,0", "64,40", "64,62"})
  void randomValuesAndEdgesGiveTheExactRelu(int width, int shift) {
    for (ReluForm form : ReluForm.values()) {
      checkOverIdealTransfers(new ReluRun(form, List.of(new ReluLayer(width, shift, 300)), random));
    }
  }

  @Test
  void manyUnitsOverSeveralChunksOfTransfersGiveTheExactRelu() {
    checkOverIdealTransfers(
        new ReluRun(
            ReluForm.SIGN,
            List.of(
                new ReluLayer(28, 10, 33_333),
                new ReluLayer(21, 4, 65_536 - 17),
                new ReluLayer(30, 11, 70_001)),
            random));
  }

  @Test
  void sharesWhoseLowBitsWrapAreTruncatedWithinOneUlp() {
    ReluRun run = new ReluRun(ReluForm.SIGN, List.of(new ReluLayer(24, 11, 4096)), random);
    long[] client = run.clientShares.getFirst();
    long[] server = run.serverShares.getFirst();
    long low = (1L << 11) - 1;
    for (int i = 0; i < server.length; i++) {
      long value = server[i] + client[i];
      long far = (server[i] >> 1) ^ (1L << 62);
      server[i] = (i & 1) == 0 ? far & ~low : far | low;
      client[i] = value - server[i];
    }
    long[] results = checkOverIdealTransfers(run).getFirst();
    for (int i = 0; i < results.length; i++) {
      long relu = Math.max(0, (server[i] + client[i]) >> 11);
      assertThat(results[i] + run.masks.getFirst()[i] - relu).isBetween(-1L, 1L);
    }
  }

  static Stream<Arguments> formsAndKinds() {
    return Stream.of(ReluForm.values())
        .flatMap(form -> Stream.of(TransferKind.values()).map(kind -> Arguments.of(form, kind)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("formsAndKinds")
  void bytesSentAndStoredAreThoseOfTheCostModel(ReluForm form, TransferKind kind) {
    for (List<ReluLayer> layers :
        List.of(
            SMALL,
            List.<ReluLayer>of(),
            List.of(new ReluLayer(8, 0, 0)),
            List.of(new ReluLayer(20, 8, 0), new ReluLayer(20, 8, 9000)))) {
      checkCost(form, kind, new ReluRun(form, layers, random));
    }
  }

  private static void checkCost(ReluForm form, TransferKind kind, ReluRun run) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    var session =
        TwoParties.run(
            () -> TransferSession.server(line.server(), new InsecureFixedEntropy(5), kind),
            () -> TransferSession.client(line.client(), new InsecureFixedEntropy(6), kind));
    Traffic before = line.server().traffic();
    var halves = run.prepare(line.server(), line.client(), session.server(), session.client());
    Traffic prepared = line.server().traffic();
    ReluCost cost = form.cost(run.layers, kind);
    assertThat(ReluRun.bytes(halves.server()::write)).hasSize((int) cost.storedServerBytes());
    assertThat(ReluRun.bytes(halves.client()::write)).hasSize((int) cost.storedClientBytes());
    check(run, run.online(run.stored(halves), line.server(), line.client()));
    Traffic offline = prepared.since(before);
    Traffic online = line.server().traffic().since(prepared);
    assertThat(offline.bytesSent()).isEqualTo(cost.offlineServerBytes());
    assertThat(offline.bytesReceived()).isEqualTo(cost.offlineClientBytes());
    assertThat(online.bytesSent()).isEqualTo(cost.onlineServerBytes());
    assertThat(online.bytesReceived()).isEqualTo(cost.onlineClientBytes());
    assertThat(cost.tableBytes() + cost.transferBytes()).isLessThanOrEqualTo(cost.offlineBytes());
  }

  @ParameterizedTest
  @EnumSource
  void storedMaterialServesAsWellAsFreshOne(ReluForm form) {
    ReluRun run = new ReluRun(form, SMALL, random);
    var halves = run.stored(prepared(run));
    halves.client().ready();
    check(run, run.online(halves, line.server(), line.client()));
  }

  @ParameterizedTest
  @EnumSource
  void severalImagesShareARoundTrip(ReluForm form) {
    ReluRun first = new ReluRun(form, SMALL, random);
    ReluRun second = new ReluRun(form, SMALL, random);
    var one = prepared(first);
    var two = prepared(second);
    long before = line.server().traffic().rounds();
    long[] results =
        TwoParties.run(
                () -> {
                  one.server().send(line.server(), 1, first.serverShares.get(1));
                  two.server().send(line.server(), 1, second.serverShares.get(1));
                  assertThat(one.server().receive(line.server(), 1)).isEqualTo(first.expected(1));
                  return two.server().receive(line.server(), 1);
                },
                () -> {
                  ClientRelus.answer(line.client(), List.of(one.client(), two.client()), 1);
                  return true;
                })
            .server();
    assertThat(results).isEqualTo(second.expected(1));
    assertThat(line.server().traffic().rounds() - before).isBetween(1L, 2L);
    assertThat(one.server().comparedUnits(0)).isZero();
    assertThat(one.server().comparedUnits(1)).isEqualTo(3);
    assertThat(two.client().comparedUnits(1)).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void aSecondUseIsRefusedOnBothSidesEvenAfterAStore(ReluForm form) {
    ReluRun run = new ReluRun(form, SMALL, random);
    var halves = run.stored(prepared(run));
    run.online(halves, line.server(), line.client());
    assertThatThrownBy(() -> halves.server().send(line.server(), 0, run.serverShares.get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("serve");
    assertThatThrownBy(() -> halves.server().receive(line.server(), 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> halves.client().evaluate(line.client(), 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("serve");
    assertThatThrownBy(() -> ReluRun.bytes(halves.server()::write))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ReluRun.bytes(halves.client()::write))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @EnumSource
  void storedMaterialThatIsCutShortOrForeignIsRefusedInOneSentence(ReluForm form) {
    ReluRun run = new ReluRun(form, SMALL, random);
    var halves = prepared(run);
    byte[] server = ReluRun.bytes(halves.server()::write);
    byte[] client = ReluRun.bytes(halves.client()::write);
    for (int cut : new int[] {0, 7, 60, 200, server.length / 2, server.length - 1}) {
      DataInputStream in = ReluRun.in(Arrays.copyOf(server, cut));
      assertThatThrownBy(() -> form.readServer(in, SMALL))
          .isInstanceOf(IOException.class)
          .hasMessage("The stored garbled material ends early; prepare it again.");
    }
    for (int cut : new int[] {0, 50, 92, client.length - 1}) {
      DataInputStream in = ReluRun.in(Arrays.copyOf(client, cut));
      assertThatThrownBy(() -> form.readClient(in, SMALL, run.masks))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("prepare it again.");
    }
    assertThatThrownBy(() -> form.readServer(ReluRun.in(client), SMALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another");
    assertThatThrownBy(() -> form.readServer(ReluRun.in(server), SMALL.subList(0, 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to another");
  }

  @ParameterizedTest
  @EnumSource
  void wrongCountsAreRefusedBeforeAnythingIsSpent(ReluForm form) {
    ReluRun run = new ReluRun(form, SMALL, random);
    var halves = prepared(run);
    assertThatThrownBy(() -> halves.server().send(line.server(), 0, new long[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> form.readClient(ReluRun.in(new byte[0]), SMALL, run.masks.subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    check(run, run.online(halves, line.server(), line.client()));
  }

  @ParameterizedTest
  @EnumSource
  void randomBytesOfTheRightLengthGiveNonsenseAndNoFailure(ReluForm form) {
    ReluRun run = new ReluRun(form, SMALL, random);
    var halves = prepared(run);
    LoopedChannel looped = new LoopedChannel();
    halves.server().send(looped, 0, run.serverShares.getFirst());
    int length = looped.receive(MessageTypes.SIGN_LABELS, 0, 0).length;
    looped.send(MessageTypes.SIGN_LABELS, random.bytes(length));
    while (form == ReluForm.FULL && length < 200 * 20 * Labels.BYTES) {
      byte[] part = random.bytes(looped.receive(MessageTypes.SIGN_LABELS, 0, 0).length);
      looped.send(MessageTypes.SIGN_LABELS, part);
      length += part.length;
    }
    assertThat(halves.client().evaluate(looped, 0)).hasSize(8 * 200);
    looped.send(MessageTypes.SIGN_ANSWERS, random.bytes(8 * 200));
    assertThat(halves.server().receive(looped, 0)).hasSize(200);
  }

  @ParameterizedTest
  @EnumSource
  void aPartyThatLeavesOrSendsAnotherLengthEndsTheOthersHalf(ReluForm form) {
    ReluRun run = new ReluRun(form, SMALL, random);
    var halves = prepared(run);
    line.server().send(MessageTypes.SIGN_LABELS, new byte[3]);
    assertThatThrownBy(() -> halves.client().evaluate(line.client(), 1))
        .isInstanceOf(PeerException.class);
    halves.server().send(line.server(), 0, run.serverShares.getFirst());
    line.client().close();
    assertThatThrownBy(() -> halves.server().receive(line.server(), 0))
        .isInstanceOf(PeerException.class);
  }

  private List<long[]> checkOverIdealTransfers(ReluRun run) {
    List<long[]> results = run.online(prepared(run), line.server(), line.client());
    check(run, results);
    return results;
  }

  private TwoParties.Results<ServerRelus, ClientRelus> prepared(ReluRun run) {
    InsecureIdealTransfer.Pair ideal = InsecureIdealTransfer.pair(new InsecureFixedEntropy(7));
    return run.prepare(line.server(), line.client(), ideal.server(), ideal.client());
  }

  private static void check(ReluRun run, List<long[]> results) {
    for (int layer = 0; layer < run.layers.size(); layer++) {
      assertThat(results.get(layer)).isEqualTo(run.expected(layer));
    }
  }
}
