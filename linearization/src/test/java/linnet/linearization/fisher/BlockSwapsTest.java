// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import linnet.linearization.ConsistencyOptions;
import linnet.linearization.MaskPolicy;
import linnet.linearization.SmallestSite;
import linnet.linearization.StudentInit;
import linnet.linearization.TopK;
import linnet.linearization.TwoSites;
import linnet.linearization.UnitCosts;
import linnet.network.Masks;
import linnet.network.ReluBudget;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import linnet.training.loop.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class BlockSwapsTest {
  private static final int STEPS = 16;
  private static final Masks START = TwoSites.masks(new int[] {0, 3}, new int[] {0});

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static Masks exchanged(float[] first, float[] second, int block) {
    return BlockSwaps.exchange(
        TwoSites.NETWORK, START, Map.of("first", first, "second", second), block);
  }

  @Test
  void theLowestKeptUnitsGoForTheHighestLinearizedOnes() {
    float[] first = {1, 5, 3, 0};
    float[] second = {2, 4};
    assertThat(exchanged(first, second, 0)).isEqualTo(START);
    assertThat(exchanged(first, second, 1)) // 5 for 0
        .isEqualTo(TwoSites.masks(new int[] {0, 1}, new int[] {0}));
    assertThat(exchanged(first, second, 2)) // and 4 for 1
        .isEqualTo(TwoSites.masks(new int[] {1}, new int[] {0, 1}));
    assertThat(exchanged(first, second, 9)) // and 3 for 2
        .isEqualTo(TwoSites.masks(new int[] {1, 2}, new int[] {1}));
  }

  @Test
  void onlyUnitsOfHigherScoreComeIn() {
    assertThat(exchanged(new float[] {4, 5, 2, 3}, new float[] {3, 3}, 9)) // 5 for 3; not 3 for 3
        .isEqualTo(TwoSites.masks(new int[] {0, 1}, new int[] {0}));
    assertThat(exchanged(new float[4], new float[2], 9)).isEqualTo(START);
  }

  @Test
  void unitsThatMustStayLinearLeaveTheBudgetAsItIs() {
    Masks full = TwoSites.masks(new int[] {0, 1, 2, 3}, new int[0]);
    float none = Float.NEGATIVE_INFINITY;
    Map<String, float[]> scores =
        Map.of("first", new float[] {3, 1, 2, 4}, "second", new float[] {none, none});

    for (int block = 0; block <= 6; block++) {
      assertThat(BlockSwaps.exchange(TwoSites.NETWORK, full, scores, block)).isEqualTo(full);
    }
    assertThat(exchanged(new float[] {1, none, 9, 2}, new float[] {3, none}, 2)) // 9 for 1 only
        .isEqualTo(TwoSites.masks(new int[] {2, 3}, new int[] {0}));
  }

  @Test
  void aBlockOfEverythingIsTheGlobalChoiceAndNoBlockChangesTheBudget() {
    Random random = new Random(2);
    for (int i = 0; i < 50; i++) {
      Map<String, float[]> scores = TopK.zeros(TwoSites.NETWORK);
      scores.values().forEach(own -> fill(own, random));
      ReluBudget budget = new ReluBudget(random.nextInt(7));
      Map<String, float[]> others = TopK.zeros(TwoSites.NETWORK);
      others.values().forEach(own -> fill(own, random));
      Masks start = TopK.global(TwoSites.NETWORK, budget, others);
      assertThat(BlockSwaps.exchange(TwoSites.NETWORK, start, scores, 6))
          .isEqualTo(TopK.global(TwoSites.NETWORK, budget, scores));
      int block = random.nextInt(4);
      Masks some = BlockSwaps.exchange(TwoSites.NETWORK, start, scores, block);
      assertThat(some.kept()).isEqualTo(budget.units());
      int moved = some.get("first").distance(start.get("first"));
      moved += some.get("second").distance(start.get("second"));
      assertThat(moved).isLessThanOrEqualTo(2 * block);
    }
  }

  private static void fill(float[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
  }

  private static BlockSwaps swaps(int times) {
    return swaps(START, times, SmallestSite.ANY);
  }

  private static BlockSwaps swaps(Masks start, int times, SmallestSite smallestSite) {
    FisherOptions options =
        new FisherOptions(
            0.75,
            FisherOptions.STANDARD.renewal(),
            2,
            0.8,
            RankingOptions.NONE,
            smallestSite,
            new SwapOptions(times, 0.1, 0.5),
            ConsistencyOptions.NONE,
            0,
            StudentInit.TEACHER);
    return new BlockSwaps(TwoSites.NETWORK, start, options, UnitCosts.EQUAL);
  }

  /** The importances are (2, 5.66, 4.24, 0) and (2.83, 4); of three units a block is one. */
  @Test
  void swapsHappenAFewTimesAndThenMasksAreFrozen() {
    try (BlockSwaps policy = swaps(2)) {
      Masks masks = policy.initial();
      for (int step = 0; step < STEPS; step++) {
        boolean looks = policy.sight(new Progress(step, STEPS)) != MaskPolicy.Sight.NONE;
        assertThat(looks).isEqualTo(step < 8 && step % 2 == 0);
        if (looks) {
          Scope.run(() -> policy.see(TwoSites.pass(), TwoSites.pass(), 2));
        }
        masks = policy.afterStep(masks, new Progress(step + 1, STEPS));
        Masks wanted =
            step + 1 < 4
                ? START
                : step + 1 < 8
                    ? TwoSites.masks(new int[] {0, 1}, new int[] {0})
                    : TwoSites.masks(new int[] {1, 2}, new int[] {0});
        assertThat(masks).as("after step %d", step + 1).isEqualTo(wanted);
      }
    }
  }

  @Test
  void aSiteThatHasGivenUpItsUnitsGetsNoneBack() {
    Masks start = TwoSites.masks(new int[] {0, 1, 2}, new int[0]);
    Masks exchanged = TwoSites.masks(new int[] {1, 2}, new int[] {1}); // 4 for 2
    assertThat(afterOneSwap(start, SmallestSite.ANY)).isEqualTo(exchanged);
    assertThat(afterOneSwap(start, new SmallestSite(0.5))).isEqualTo(start);
  }

  private static Masks afterOneSwap(Masks start, SmallestSite smallestSite) {
    try (BlockSwaps policy = swaps(start, 1, smallestSite)) {
      Scope.run(() -> policy.see(TwoSites.pass(), TwoSites.pass(), 2));
      return policy.afterStep(start, new Progress(STEPS / 2, STEPS));
    }
  }

  @Test
  void withoutSwapsNothingIsLookedAt() {
    try (BlockSwaps policy = swaps(0)) {
      assertThat(policy.sight(new Progress(0, STEPS))).isEqualTo(MaskPolicy.Sight.NONE);
      assertThat(policy.afterStep(START, new Progress(STEPS, STEPS))).isEqualTo(START);
    }
  }
}
