// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SmallestSiteTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 4));

  /** Four units at the first site, two at the second. */
  private static Masks two(double share, int budget, float[] first, float[] second) {
    ReluBudget units = new ReluBudget(budget);
    return new SmallestSite(share)
        .highest(TwoSites.NETWORK, units, units, Map.of("first", first, "second", second));
  }

  @Test
  void aSiteThatWouldKeepTooFewGivesThemToTheNextBestElsewhere() {
    float[] first = {5, 4, 1, 2};
    float[] second = {6, 0};
    assertThat(two(0, 3, first, second)).isEqualTo(TwoSites.masks(new int[] {0, 1}, new int[] {0}));
    assertThat(two(0.5, 3, first, second))
        .isEqualTo(TwoSites.masks(new int[] {0, 1, 3}, new int[0]));
  }

  @Test
  void aSiteThatKeepsAllItHasIsNotSmall() {
    float[] second = {9, 8};
    assertThat(two(0.6, 5, new float[] {5, 4, 1, 2}, second))
        .isEqualTo(TwoSites.masks(new int[] {0, 1, 3}, new int[] {0, 1}));
  }

  @Test
  void nobodyGivesUpWhatTheOthersHaveNoRoomFor() {
    assertThat(two(0.9, 5, new float[] {9, 8, 7, 6}, new float[] {1, 0}))
        .isEqualTo(TwoSites.masks(new int[] {0, 1, 2, 3}, new int[] {0}));
  }

  @Test
  void ofTwoSitesAsWeakAsEachOtherTheLaterGivesUp() {
    assertThat(two(0.9, 2, new float[] {1, 0, 0, 0}, new float[] {2, 0}))
        .isEqualTo(TwoSites.masks(new int[] {0, 1}, new int[0]));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyBudgetIsMetToTheUnitAndNoSiteIsSmall(long seed) {
    Random random = new Random(seed);
    ReluBudget budget = new ReluBudget(1 + random.nextInt(NETWORK.relus()));
    ReluBudget now = new ReluBudget(random.nextInt(NETWORK.relus() + 1));
    SmallestSite smallest = new SmallestSite(0.2 * random.nextDouble());
    Map<String, float[]> scores = TopK.zeros(NETWORK);
    for (float[] own : scores.values()) {
      float level = 2 * random.nextFloat();
      for (int i = 0; i < own.length; i++) {
        own[i] = level + random.nextFloat();
      }
    }
    Masks masks = smallest.highest(NETWORK, now, budget, scores);
    assertThat(masks.kept()).isEqualTo(now.units());
    int elsewhere =
        NETWORK.sites().stream()
            .filter(site -> masks.get(site.name()).kept() > 0)
            .mapToInt(Site::units)
            .sum();
    for (Site site : NETWORK.sites()) {
      int kept = masks.get(site.name()).kept();
      boolean needed = elsewhere - site.units() < now.units();
      assertThat(kept == 0 || kept == site.units() || kept >= smallest.units(budget) || needed)
          .as("%s keeps %d of %d", site.name(), kept, now.units())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void sharesOutOfRangeAreRefused(double share) {
    assertThatThrownBy(() -> new SmallestSite(share))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("min-site");
  }
}
