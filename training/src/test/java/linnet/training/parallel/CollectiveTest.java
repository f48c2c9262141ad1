// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import linnet.network.InputException;
import linnet.network.files.OwnerOnly;
import linnet.training.engine.Device;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class CollectiveTest {
  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void everyProcessHasTheSumOfAll() {
    var outcome = Together.run(3, CollectiveTest::sumOfRanks);
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.results())
        .containsExactly(List.of(3f, 6f), List.of(3f, 6f), List.of(3f, 6f));
  }

  private static List<Float> sumOfRanks(Collective processes) {
    return Scope.call(
        () -> {
          Tensor own = Tensors.of(new float[] {processes.rank(), 2 * processes.rank()}, 2);
          processes.sum(own);
          float[] sum = Tensors.toFloats(own);
          return List.of(sum[0], sum[1]);
        });
  }

  @Test
  void theLeadersWordsReachEverybodyAlsoIfThereAreNone() {
    var outcome =
        Together.run(
            2,
            processes -> {
              byte[] own = ("says " + processes.rank()).getBytes(UTF_8);
              String words = new String(processes.fromLeader(own), UTF_8);
              return words + processes.fromLeader(new byte[processes.rank()]).length;
            });
    assertThat(outcome.failures()).isEmpty();
    assertThat(outcome.results()).containsExactly("says 00", "says 00");
  }

  @Test
  void whoIsLeftByAnotherSaysSoInOneSentence() {
    var outcome =
        Together.run(
            2,
            processes -> {
              sumOfRanks(processes);
              return processes.leads() ? List.<Float>of() : sumOfRanks(processes);
            });
    assertThat(outcome.results()).hasSize(1);
    assertThat(outcome.failures())
        .singleElement()
        .isInstanceOf(LostProcessException.class)
        .extracting(Throwable::getMessage)
        .asString()
        .contains("gone", "--resume");
  }

  @Test
  void processesOfSeveralMachinesMeetAtAnAddress() throws Exception {
    try (Rendezvous place = Rendezvous.host(LOOPBACK, 0, 2);
        Rendezvous other = Rendezvous.join(LOOPBACK, place.port(), 1, 2)) {
      assertThat(place.folder()).isEmpty();
      CompletableFuture<List<Float>> joined =
          CompletableFuture.supplyAsync(() -> Together.member(other, CollectiveTest::sumOfRanks));
      assertThat(Together.member(place, CollectiveTest::sumOfRanks)).containsExactly(1f, 2f);
      assertThat(joined.get()).containsExactly(1f, 2f);
    }
  }

  @Test
  void theMeetingFolderIsTheUsersOwnAndGoneAtTheEnd() throws IOException {
    Path folder;
    try (Rendezvous place = Rendezvous.here(2)) {
      folder = place.folder().orElseThrow();
      assertThat(place.port()).isZero();
      assertThat(OwnerOnly.isOpenToOthers(folder)).isFalse();
    }
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> Rendezvous.in(folder, 1, 2))
        .isInstanceOf(LostProcessException.class)
        .hasMessageContaining("does not wait in");
  }

  /** Nobody on the network finds an open port, neither of the meeting place nor of Gloo. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void onOneMachineNothingListensButOnLoopback() throws IOException {
    Set<String> before = ListeningSockets.ofThisProcess();
    var outcome =
        Together.run(
            2,
            processes -> {
              sumOfRanks(processes);
              return ListeningSockets.ofThisProcess();
            });
    assertThat(outcome.failures()).isEmpty();
    Set<String> opened = new TreeSet<>(outcome.results().getFirst());
    opened.removeAll(before);
    assertThat(opened).isNotEmpty().allMatch(ListeningSockets::isLoopback);
  }

  /** What docs/parallel-training.md warns of; libtorch has no way to bind it to one address. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void atAnAddressTheLeaderListensOnAllInterfaces() {
    Set<String> before = ListeningSockets.ofThisProcess();
    try (Rendezvous place = Rendezvous.host(LOOPBACK, 0, 2)) {
      Set<String> opened = new TreeSet<>(ListeningSockets.ofThisProcess());
      opened.removeAll(before);
      assertThat(opened)
          .singleElement()
          .asString()
          .endsWith(":%04X".formatted(place.port()))
          .matches(address -> !ListeningSockets.isLoopback(address));
    }
  }

  @Test
  void whoWaitsMayGiveUp() {
    try (Rendezvous place = Rendezvous.here(2)) {
      assertThatThrownBy(
              () ->
                  place.meet(
                      Device.CPU,
                      () -> {
                        throw new LostProcessException("nobody comes");
                      }))
          .hasMessage("nobody comes");
    }
  }

  @Test
  void aMeetingPlaceThatIsTakenIsOneSentence() {
    try (Rendezvous place = Rendezvous.host(LOOPBACK, 0, 2)) {
      assertThatThrownBy(() -> Rendezvous.host(LOOPBACK, place.port(), 2))
          .isInstanceOf(LostProcessException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1, port " + place.port());
    }
  }

  @Test
  void partsMustBeAMultipleOfProcessesAndDivideTheBatch() {
    assertThatThrownBy(() -> new Division(0, Collective.alone()))
        .isInstanceOf(InputException.class);
    new Division(4, Collective.alone()).requireDivides(20);
    assertThatThrownBy(() -> new Division(3, Collective.alone()).requireDivides(20))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("20 images")
        .hasMessageContaining("3 equal parts");
    var outcome = Together.run(2, processes -> new Division(3, processes));
    assertThat(outcome.failures()).hasSize(2).allMatch(InputException.class::isInstance);
  }
}
