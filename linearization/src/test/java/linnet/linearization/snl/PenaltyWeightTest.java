// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PenaltyWeightTest {
  private static PenaltyWeight weight() {
    return new PenaltyWeight(new SnlOptions(1e-3, 2, LambdaRule.PAPER, 2, 0.01, 1e-3, 0, 1), 1000);
  }

  @Test
  void thePublishedRuleGrowsAfterEpochsWithoutANewLowestCount() {
    PenaltyWeight weight = weight();
    long[] counts = {1000, 1000, 900, 900, 950, 899, 899};
    double[] factors = {1, 1, 1, 2, 4, 4, 8}; // two epochs of patience; epochs 3 and 6 fell
    for (int epoch = 0; epoch < counts.length; epoch++) {
      weight.afterEpoch(counts[epoch]);
      assertThat(weight.lambda())
          .as("epoch %d", epoch + 1)
          .isCloseTo(1e-3 * factors[epoch], within(1e-9));
    }
  }

  @Test
  void steeringActsOnlyWhileTheSumDoesNotApproachTheRamp() {
    PenaltyWeight weight = weight();
    double[][] sumsAndFactors = {
      {1000, 900, 2}, // 100 above, was on the ramp
      {950, 800, 4}, // 150 above: further away
      {830, 700, 4}, // 130 above: approaching
      {600, 600, 4}, // on it
      {480, 500, 2}, // 20 below: moving away
      {380, 400, 1}, // still 20 below
      {299, 300, 1}, // approaching
      {400, 200, 2}, // above again
      {200, 100, 4}, // nearer in units, as far away in proportion
      {150, 100, 4}, // approaching
    };
    for (double[] row : sumsAndFactors) {
      weight.steer(row[0], row[1]);
      assertThat(weight.lambda()).as("sum %s", row[0]).isCloseTo(1e-3 * row[2], within(1e-9));
    }
  }

  @Test
  void aRestoredOneGoesOn() {
    PenaltyWeight whole = weight();
    PenaltyWeight first = weight();
    for (PenaltyWeight weight : new PenaltyWeight[] {whole, first}) {
      weight.afterEpoch(900);
      weight.afterEpoch(800);
      weight.steer(950, 900);
    }
    PenaltyWeight second = weight();
    second.restore(first.save());
    for (PenaltyWeight weight : new PenaltyWeight[] {whole, second}) {
      weight.afterEpoch(800);
      weight.steer(940, 880);
    }
    assertThat(second.save()).containsExactly(whole.save());
    assertThat(second.lambda()).isCloseTo(8e-3, within(1e-9));
  }
}
