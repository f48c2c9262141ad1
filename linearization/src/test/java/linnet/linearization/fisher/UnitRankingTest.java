// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import linnet.linearization.TwoSites;
import linnet.linearization.UnitCosts;
import linnet.linearization.fisher.RankingOptions.ChannelScore;
import linnet.network.Masks;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gates of {@link TwoSites} have, per image, the gradients (-2, 0, 6, 0) and (-2, -8, 0, 0) at
 * the first site, (0, -4) and (-4, -4) at the second.
 */
final class UnitRankingTest {
  private static final float ROOT = (float) Math.sqrt(2);
  private static final float[] FIRST = {2, 4 * ROOT, 3 * ROOT, 0};
  private static final float[] SECOND = {2 * ROOT, 4};
  private static final UnitCosts COSTS = new UnitCosts(Map.of("first", 2.0));
  private static final Masks KEPT = TwoSites.masks(new int[] {1, 2}, new int[] {0});

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static void expect(RankingOptions options, float[] first, float[] second) {
    try (UnitRanking ranking = new UnitRanking(TwoSites.NETWORK, options, COSTS, 0.8)) {
      Scope.run(() -> ranking.add(TwoSites.pass(), 2));
      Map<String, float[]> scores = ranking.scores(KEPT);
      assertThat(Objects.requireNonNull(scores.get("first"))).containsExactly(first, within(1e-5f));
      assertThat(Objects.requireNonNull(scores.get("second")))
          .containsExactly(second, within(1e-5f));
    }
  }

  @Test
  void importanceAloneIsTheDefaultAndIgnoresCosts() {
    expect(RankingOptions.NONE, FIRST, SECOND);
  }

  @Test
  void rarelyNegativeUnitsCountLess() {
    // P(z < 0) is (1, 1/2, 1/2, 0) and (1/2, 1)
    expect(
        new RankingOptions(2, 0, ChannelScore.MEAN, false, 0),
        new float[] {2, ROOT, 0.75f * ROOT, 0},
        new float[] {0.5f * ROOT, 4});
  }

  @Test
  void unitsMoveTowardsTheirChannel() {
    expect(
        new RankingOptions(0, 0.5, ChannelScore.MEAN, false, 0),
        new float[] {1.5f + ROOT, 0.5f + 3 * ROOT, 2.25f * ROOT, 0.75f * ROOT},
        SECOND);
  }

  /**
   * Summed over a channel the gates' gradients are (-2, 6) and (-10, 0), so that a unit counts
   * {@code sqrt(104 / 2) / 2 = 3.606} in the first and {@code sqrt(36 / 2) / 2 = 2.121} in the
   * second, where the mean of its units is as much; in channels of one unit it is the unit's score.
   */
  @Test
  void theScoreOfAChannelCanBeItsOwnFisherInformation() {
    float channel = (float) Math.sqrt(13);
    expect(
        new RankingOptions(0, 1, ChannelScore.FISHER, false, 0),
        new float[] {channel, channel, 1.5f * ROOT, 1.5f * ROOT},
        SECOND);
    expect(
        new RankingOptions(0, 0.5, ChannelScore.FISHER, false, 0),
        new float[] {1 + channel / 2, 2 * ROOT + channel / 2, 2.25f * ROOT, 0.75f * ROOT},
        SECOND);
    expect(new RankingOptions(0, 0, ChannelScore.FISHER, false, 0), FIRST, SECOND);
  }

  @Test
  void importanceIsDividedByWhatAUnitCosts() {
    expect(
        new RankingOptions(0, 0, ChannelScore.MEAN, true, 0),
        new float[] {1, 2 * ROOT, 1.5f * ROOT, 0},
        SECOND);
  }

  @Test
  void keptUnitsAreRemembered() {
    expect(
        new RankingOptions(0, 0, ChannelScore.MEAN, false, 0.5),
        new float[] {2, 6 * ROOT, 4.5f * ROOT, 0},
        new float[] {3 * ROOT, 4});
  }

  @ParameterizedTest
  @EnumSource
  void aSavedRankingGoesOn(ChannelScore score) {
    RankingOptions all = new RankingOptions(1, 0.25, score, true, 0.5);
    float[] other = {3, -1, 2, -2, 1, 1, -5, 1};
    try (UnitRanking whole = new UnitRanking(TwoSites.NETWORK, all, COSTS, 0.8);
        UnitRanking resumed = new UnitRanking(TwoSites.NETWORK, all, COSTS, 0.8)) {
      Scope.run(() -> whole.add(TwoSites.pass(), 2));
      resumed.restore(whole.save());
      Scope.run(() -> whole.add(TwoSites.pass(other, other), 2));
      Scope.run(() -> resumed.add(TwoSites.pass(other, other), 2));
      assertThat(resumed.scores(KEPT).get("first"))
          .isEqualTo(whole.scores(KEPT).get("first"))
          .isNotEqualTo(FIRST);
    }
  }
}
