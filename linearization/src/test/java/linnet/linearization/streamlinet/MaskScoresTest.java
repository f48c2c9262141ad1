// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.linearization.MethodSettings;
import linnet.linearization.TwoSites;
import linnet.network.Allocation;
import linnet.network.Masks;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * At the first site of {@link TwoSites} the gates have the gradients (2, 4, -3, 0), of root mean
 * square sqrt(7.25), and the units the linearization costs (1, 2, 4.5, 0).
 */
final class MaskScoresTest {
  private static final float[] LEARNED = {-0.742781f, -1.485563f, 1.114172f, 0};
  private static final float[] COSTS = {0.730297f, 1.032796f, 1.549193f, 0};
  private static final Masks NONE = TwoSites.masks(new int[0], new int[0]);

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static MaskScores scores(Map<String, String> options) {
    return new MaskScores(
        TwoSites.NETWORK, StreamliNetOptions.of(MethodSettings.of("streamlinet", options)));
  }

  private static MaskScores learned(Map<String, String> options) {
    MaskScores scores = scores(options);
    Scope.run(() -> scores.add(TwoSites.pass(), 2));
    return scores;
  }

  private static float[] first(MaskScores scores, Masks current) {
    return Objects.requireNonNull(scores.ranks(current).get("first"));
  }

  private static float[] plus(float[] left, float[] right) {
    float[] sum = left.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += right[i];
    }
    return sum;
  }

  @Test
  void scoresDescendAlongTheStraightThroughGradient() {
    try (MaskScores scores = learned(Map.of("cost-order", "false"))) {
      assertThat(first(scores, NONE)).containsExactly(LEARNED, within(1e-5f));
    }
  }

  @Test
  void unitsThatAreCheapToLinearizeGoFirst() {
    try (MaskScores scores = learned(Map.of())) {
      assertThat(first(scores, NONE)).containsExactly(plus(LEARNED, COSTS), within(1e-5f));
    }
  }

  @Test
  void olderGradientsDecay() {
    float[] z = {-1, 0, 0, 0, 0, 0, 0, 0};
    float[] gradients = {-5, 0, 0, 0, 0, 0, 0, 0};
    try (MaskScores scores = learned(Map.of("cost-order", "false", "score-decay", "0.5"))) {
      Scope.run(
          () -> scores.add(TwoSites.pass(z, gradients), 2)); // (-5, 0, 0, 0), normed (-2, ...)
      float[] raw = {0.5f * LEARNED[0] + 2, 0.5f * LEARNED[1], 0.5f * LEARNED[2], 0};
      double norm = Math.sqrt((raw[0] * raw[0] + raw[1] * raw[1] + raw[2] * raw[2]) / 4.0);
      float[] rank = first(scores, NONE);
      for (int i = 0; i < 4; i++) {
        assertThat((double) rank[i]).isCloseTo(raw[i] / norm, within(1e-5));
      }
    }
  }

  @Test
  void keptUnitsHaveAnAdvantage() {
    Masks kept = TwoSites.masks(new int[] {1, 3}, new int[0]);
    Allocation two = new Allocation(Map.of("first", 2, "second", 0));
    try (MaskScores free = learned(Map.of("cost-order", "false", "hysteresis", "0"));
        MaskScores sticky = learned(Map.of("cost-order", "false", "hysteresis", "3"))) {
      assertThat(first(sticky, kept))
          .containsExactly(plus(LEARNED, new float[] {0, 3, 0, 3}), within(1e-5f));
      assertThat(free.choose(two, kept)).isEqualTo(TwoSites.masks(new int[] {2, 3}, new int[0]));
      assertThat(sticky.choose(two, kept)).isEqualTo(kept);
    }
  }

  @Test
  void unitsMayRankWithTheirChannel() {
    try (MaskScores scores = learned(Map.of("cost-order", "false", "coherence", "1"))) {
      float left = (LEARNED[0] + LEARNED[1]) / 2;
      float right = (LEARNED[2] + LEARNED[3]) / 2;
      assertThat(first(scores, NONE))
          .containsExactly(new float[] {left, left, right, right}, within(1e-5f));
    }
  }

  @Test
  void everyAllocationIsMetExactly() {
    Random random = new Random(1);
    try (MaskScores scores = learned(Map.of());
        MaskScores unlearned = scores(Map.of())) {
      Masks current = NONE;
      for (int i = 0; i < 30; i++) {
        Allocation wanted =
            new Allocation(Map.of("first", random.nextInt(5), "second", random.nextInt(3)));
        current = scores.choose(wanted, current);
        assertThat(current.allocation()).isEqualTo(wanted);
        assertThat(unlearned.choose(wanted, current).allocation()).isEqualTo(wanted);
      }
    }
  }

  @Test
  void savedScoresGoOn() {
    float[] other = {3, -1, 2, -2, 1, 1, -5, 1};
    try (MaskScores whole = learned(Map.of());
        MaskScores resumed = scores(Map.of())) {
      resumed.restore(whole.save());
      Scope.run(() -> whole.add(TwoSites.pass(other, other), 2));
      Scope.run(() -> resumed.add(TwoSites.pass(other, other), 2));
      assertThat(first(resumed, NONE)).isEqualTo(first(whole, NONE));
      assertThat(first(whole, NONE)).isNotEqualTo(plus(LEARNED, COSTS));
    }
  }
}
