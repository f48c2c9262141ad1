// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import linnet.linearization.MaskPolicy.Sight;
import linnet.linearization.MethodSettings;
import linnet.linearization.Renewal;
import linnet.linearization.relupruner.ReluPrunerOptions.Ramp;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.training.loop.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TaylorMasksTest {
  private static final Network NETWORK =
      new Network(
          "one-site",
          new Shape(10, 10, 10),
          List.of(
              new Node("relu", new Layer.Relu(), List.of(Network.INPUT)),
              new Node("flat", new Layer.Flatten(), List.of("relu"))));
  private static final int STEPS = 1000;

  private static ReluPrunerOptions options(int renewal, int renewals) {
    return options(renewal, renewals, Ramp.COSINE);
  }

  private static ReluPrunerOptions options(int renewal, int renewals, Ramp ramp) {
    return new ReluPrunerOptions(
        ImportanceForm.PAPER,
        LayerWeights.RAW,
        0.1,
        0.5,
        ramp,
        1.5,
        new Renewal(renewal, renewals),
        3,
        2,
        0.95,
        0.99,
        false);
  }

  /** Units kept after each step. */
  private static List<Integer> kept(int budget, ReluPrunerOptions options) {
    List<Integer> kept = new ArrayList<>();
    try (TaylorMasks policy = new TaylorMasks(NETWORK, new ReluBudget(budget), options)) {
      Masks masks = policy.initial();
      for (int step = 1; step <= STEPS; step++) {
        masks = policy.afterStep(masks, new Progress(step, STEPS));
        kept.add(masks.kept());
      }
    }
    return kept;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 999, 1000})
  void theSearchKeepsAllInTheWarmUpAndExactlyTheBudgetFromTheEndOfTheRamp(int budget) {
    List<Integer> kept = kept(budget, options(10, 1));
    assertThat(kept.subList(0, 99)).containsOnly(1000);
    assertThat(kept).isSortedAccordingTo((a, b) -> b - a);
    // the ramp ends at 0.1 + 0.5 * 0.9 = 0.55; renewals are 20 steps apart from there on
    assertThat(kept.subList(570, STEPS)).containsOnly(budget);
    if (budget < 900) {
      assertThat(kept.get(530)).isGreaterThan(budget);
    }
  }

  @Test
  void aGeometricRampBeginsAfterTheWarmUp() {
    List<Integer> kept = kept(10, options(1, 1, Ramp.GEOMETRIC));
    assertThat(kept.subList(0, 100)).containsOnly(1000);
    assertThat(kept.get(324)).isEqualTo(100); // half of the way from 0.1 to 0.55
    assertThat(kept.get(549)).isEqualTo(10);
    assertThat(kept).isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void aShortSearchRenewsItsMasksMoreOften() {
    assertThat(changes(options(100, 1))).isEqualTo(5); // at 200, ..., 500 and 600
    assertThat(changes(options(100, 40))).isGreaterThan(15); // every 25 steps
  }

  private static long changes(ReluPrunerOptions options) {
    return kept(0, options).stream().distinct().count() - 1;
  }

  @Test
  void onlySampledStepsAreSeen() {
    try (TaylorMasks policy = new TaylorMasks(NETWORK, new ReluBudget(5), options(10, 1))) {
      assertThat(policy.sight(new Progress(3, STEPS))).isEqualTo(Sight.STUDENT_GRADIENTS);
      assertThat(policy.sight(new Progress(4, STEPS))).isEqualTo(Sight.NONE);
    }
  }

  @Test
  void optionsAreReadByNameAndChecked() {
    MethodSettings settings =
        MethodSettings.of(
            "relupruner", Map.of("importance", "released", "warm-up", "0", "from-scratch", "true"));
    ReluPrunerOptions options = ReluPrunerOptions.of(settings);
    settings.requireAllKnown();
    assertThat(options.importance()).isEqualTo(ImportanceForm.RELEASED);
    assertThat(options.fromScratch()).isTrue();
    assertThat(options.warmUp()).isZero();
    assertThat(options.layerWeights()).isEqualTo(LayerWeights.BOUNDED); // the form's own
    assertThat(options.ramp()).isEqualTo(Ramp.COSINE);
    ReluPrunerOptions changed =
        ReluPrunerOptions.of(
            MethodSettings.of(
                "relupruner",
                Map.of("layer-weights", "bounded", "ramp", "geometric", "renewals", "7")));
    assertThat(changed.importance()).isEqualTo(ImportanceForm.PAPER);
    assertThat(changed.layerWeights()).isEqualTo(LayerWeights.BOUNDED);
    assertThat(changed.ramp()).isEqualTo(Ramp.GEOMETRIC);
    assertThat(changed.renewal()).isEqualTo(new Renewal(100, 7));
    assertThat(ReluPrunerOptions.of(MethodSettings.of("relupruner", Map.of())))
        .isEqualTo(ReluPrunerOptions.STANDARD);
    assertThatThrownBy(
            () -> ReluPrunerOptions.of(MethodSettings.of("relupruner", Map.of("window", "0"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("window 0");
  }
}
