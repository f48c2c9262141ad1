// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeepScheduleTest {
  @ParameterizedTest
  @CsvSource({"1000,0", "1000,1", "1000,100", "1000,999", "1000,1000", "1,0", "1,1"})
  void everyFormFallsFromAllToExactlyTheBudget(int all, int budget) {
    for (KeepSchedule schedule :
        List.of(
            KeepSchedule.geometric(all, budget, 0.6),
            KeepSchedule.geometric(all, budget, 0.1, 0.6),
            KeepSchedule.cosine(all, budget, 0.1, 0.6, 1.5))) {
      assertThat(schedule.kept(0)).isEqualTo(all);
      int last = all;
      for (int i = 0; i <= 100; i++) {
        int kept = schedule.kept(i / 100.0);
        assertThat(kept).isBetween(budget, last);
        last = kept;
      }
      assertThat(schedule.kept(0.6)).isEqualTo(budget);
      assertThat(schedule.kept(1)).isEqualTo(budget);
    }
  }

  @Test
  void equalTimesShrinkByEqualFactors() {
    KeepSchedule ramp = KeepSchedule.geometric(1_000_000, 10_000, 0.8);
    assertThat(ramp.kept(0.2)).isCloseTo(316_228, within(1));
    assertThat(ramp.kept(0.4)).isCloseTo(100_000, within(1));
    assertThat(ramp.kept(0.6)).isCloseTo(31_623, within(1));
  }

  @Test
  void aGeometricRampCanBeginAfterAWarmUp() {
    KeepSchedule ramp = KeepSchedule.geometric(1_000_000, 10_000, 0.2, 0.6);
    assertThat(ramp.kept(0.1)).isEqualTo(1_000_000);
    assertThat(ramp.kept(0.2)).isEqualTo(1_000_000);
    assertThat(ramp.kept(0.4)).isEqualTo(100_000);
  }

  @Test
  void theCosineKeepsAllInTheWarmUpAndThenFollowsItsFormula() {
    KeepSchedule schedule = KeepSchedule.cosine(1_000_000, 100_000, 0.2, 0.7, 1.5);
    assertThat(schedule.kept(0.2)).isEqualTo(1_000_000);
    // p = 0.5: 100,000 + 900,000 * 0.5 * (1 + cos(pi * 0.353553)) = 100,000 + 900,000 * 0.722011
    assertThat(schedule.kept(0.45)).isCloseTo(749_810, within(100));
    // a power of 1 is the plain half cosine: half way at half time
    assertThat(KeepSchedule.cosine(1000, 0, 0, 1, 1).kept(0.5)).isEqualTo(500);
  }
}
