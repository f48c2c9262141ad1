// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import linnet.network.InputException;
import linnet.training.engine.Device;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

final class CollectiveTest {
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
  void whoWaitsMayGiveUp() {
    try (Rendezvous place = Rendezvous.host("127.0.0.1", 0, 2)) {
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
    try (Rendezvous place = Rendezvous.host("127.0.0.1", 0, 2)) {
      assertThatThrownBy(() -> Rendezvous.host("127.0.0.1", place.port(), 2))
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
