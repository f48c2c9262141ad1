// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import linnet.linearization.MaskDistance;
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

final class FisherMasksTest {
  private static final int STEPS = 8;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static FisherMasks masks(int budget, String renewals) {
    Map<String, String> options =
        Map.of("renewal", "4", "renewals", renewals, "sampling", "1", "ramp-end", "1");
    return new FisherMasks(
        TwoSites.NETWORK,
        new ReluBudget(budget),
        FisherOptions.of(MethodSettings.of("fisher", options)),
        UnitCosts.EQUAL);
  }

  private static void see(MaskPolicy policy) {
    Scope.run(() -> policy.see(TwoSites.pass(), TwoSites.pass(), 2));
  }

  private static double distance(FisherMasks policy) {
    return Objects.requireNonNull(policy.metrics().get("maskDistance"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void aShortSearchChoosesOftenAndEndsWithTheBudget(int budget) {
    try (FisherMasks rarely = masks(budget, "1");
        FisherMasks often = masks(budget, "8")) {
      assertThat(search(rarely, 4).kept()).isEqualTo(budget);
      assertThat(search(often, 1).kept()).isEqualTo(budget);
    }
  }

  /** Units are chosen once a period. */
  private static Masks search(FisherMasks policy, int period) {
    Masks masks = policy.initial();
    for (int step = 1; step <= STEPS; step++) {
      see(policy);
      Masks next = policy.afterStep(masks, new Progress(step, STEPS));
      if (step % period == 0) {
        assertThat(next).isNotSameAs(masks);
      } else {
        assertThat(next).isSameAs(masks);
      }
      masks = next;
    }
    return masks;
  }

  @Test
  void theLogHasTheMeanDistanceOfSuccessiveMasksAlsoAfterAResumption() {
    try (FisherMasks whole = masks(1, "8");
        FisherMasks resumed = masks(1, "8")) {
      see(whole);
      Masks start = whole.initial();
      Masks first = whole.afterStep(start, new Progress(4, STEPS));
      resumed.restore(whole.save());
      Masks second = whole.afterStep(first, new Progress(8, STEPS));
      assertThat(resumed.afterStep(first, new Progress(8, STEPS))).isEqualTo(second);
      double mean =
          (MaskDistance.normalized(start, first) + MaskDistance.normalized(first, second)) / 2;
      for (FisherMasks policy : List.of(whole, resumed)) {
        assertThat(policy.afterEpoch(second, new Progress(8, STEPS))).isSameAs(second);
        assertThat((float) distance(policy)).isEqualTo((float) mean);
        policy.afterEpoch(second, new Progress(8, STEPS));
        assertThat(distance(policy)).isZero(); // an epoch in which nothing was chosen
      }
      assertThat(mean).isPositive();
    }
  }
}
