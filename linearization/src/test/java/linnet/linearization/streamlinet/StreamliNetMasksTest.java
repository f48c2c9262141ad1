// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import linnet.linearization.MaskPolicy;
import linnet.linearization.MethodSettings;
import linnet.linearization.TwoSites;
import linnet.linearization.UnitCosts;
import linnet.network.Masks;
import linnet.network.ReluBudget;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import linnet.training.loop.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamliNetMasksTest {
  private static final int STEPS = 8;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static StreamliNetMasks masks(int budget, UnitCosts costs) {
    return masks(budget, costs, "site");
  }

  private static StreamliNetMasks masks(int budget, UnitCosts costs, String choice) {
    return masks(budget, costs, choice, 1);
  }

  private static StreamliNetMasks masks(int budget, UnitCosts costs, String choice, int renewals) {
    Map<String, String> often =
        Map.of(
            "renewal",
            "2",
            "renewals",
            Integer.toString(renewals),
            "sampling",
            "2",
            "ramp-end",
            "0.5",
            "choice",
            choice);
    return new StreamliNetMasks(
        TwoSites.NETWORK,
        new ReluBudget(budget),
        StreamliNetOptions.of(MethodSettings.of("streamlinet", often)),
        Optional.empty(),
        costs);
  }

  private static Masks search(StreamliNetMasks policy) {
    Masks masks = policy.initial();
    assertThat(masks).isEqualTo(Masks.all(TwoSites.NETWORK));
    for (int step = 0; step < STEPS; step++) {
      boolean looks = policy.sight(new Progress(step, STEPS)) != MaskPolicy.Sight.NONE;
      assertThat(looks).isEqualTo(step % 2 == 0);
      if (looks) {
        Scope.run(() -> policy.see(TwoSites.pass(), TwoSites.pass(), 2));
      }
      Masks next = policy.afterStep(masks, new Progress(step + 1, STEPS));
      assertThat(next.kept()).isLessThanOrEqualTo(masks.kept());
      masks = next;
    }
    return masks;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void everyBudgetIsReachedStepByStep(int budget) {
    try (StreamliNetMasks policy = masks(budget, UnitCosts.EQUAL);
        StreamliNetMasks across = masks(budget, UnitCosts.EQUAL, "network")) {
      assertThat(search(policy).kept()).isEqualTo(budget);
      assertThat(search(across).kept()).isEqualTo(budget);
    }
  }

  @Test
  void aShortSearchChoosesMoreOften() {
    try (StreamliNetMasks rarely = masks(0, UnitCosts.EQUAL, "network", 1);
        StreamliNetMasks often = masks(0, UnitCosts.EQUAL, "network", STEPS)) {
      Masks all = rarely.initial();
      // 6 (1/6)^(1/4) = 3.8 are left of 6 after one of the four steps of the ramp
      assertThat(rarely.afterStep(all, new Progress(1, STEPS))).isSameAs(all);
      assertThat(often.afterStep(all, new Progress(1, STEPS)).kept()).isEqualTo(4);
    }
  }

  @Test
  void theBudgetGoesWhereUnitsAreCheapToKeep() {
    try (StreamliNetMasks equal = masks(2, UnitCosts.EQUAL);
        StreamliNetMasks dear = masks(2, new UnitCosts(Map.of("second", 100.0)))) {
      // 0.602 : 1, with floors of 0.05 (LayerMetricTest), shares 2 as 1 : 1; first, unit 2 leads
      // (MaskScoresTest); at
      // the second, scores of (-0.63, -1.26) and costs of (0.82, 1.15) make (0.18, -0.11)
      assertThat(search(equal)).isEqualTo(TwoSites.masks(new int[] {2}, new int[] {0}));
      assertThat(search(dear).get("second").kept()).isZero();
    }
  }
}
