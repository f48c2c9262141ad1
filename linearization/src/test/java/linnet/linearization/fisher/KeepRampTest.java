// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeepRampTest {
  @ParameterizedTest
  @CsvSource({"1000,0", "1000,1", "1000,100", "1000,999", "1000,1000", "1,0", "1,1"})
  void theRampFallsFromAllToExactlyTheBudget(int all, int budget) {
    KeepRamp ramp = new KeepRamp(all, budget, 0.6);
    assertThat(ramp.kept(0)).isEqualTo(all);
    int last = all;
    for (int i = 0; i <= 100; i++) {
      int kept = ramp.kept(i / 100.0);
      assertThat(kept).isBetween(budget, last);
      last = kept;
    }
    assertThat(ramp.kept(0.6)).isEqualTo(budget);
    assertThat(ramp.kept(1)).isEqualTo(budget);
  }

  @Test
  void equalTimesShrinkByEqualFactors() {
    KeepRamp ramp = new KeepRamp(1_000_000, 10_000, 0.8);
    assertThat(ramp.kept(0.2)).isCloseTo(316_228, within(1));
    assertThat(ramp.kept(0.4)).isCloseTo(100_000, within(1));
    assertThat(ramp.kept(0.6)).isCloseTo(31_623, within(1));
  }
}
