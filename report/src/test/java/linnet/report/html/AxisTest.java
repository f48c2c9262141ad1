// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AxisTest {
  @Test
  void ticksAreRoundNumbers() {
    Axis axis = Axis.over(84.3, 89.1, 6);
    assertThat(axis.ticks()).containsExactly(84.0, 85.0, 86.0, 87.0, 88.0, 89.0, 90.0);
    assertThat(axis.label(84)).isEqualTo("84");
    assertThat(Axis.over(0, 0.42, 4).label(0.2)).isEqualTo("0.2");
  }

  @Test
  void epochsAreWhole() {
    assertThat(Axis.over(1, 3, 5).wholeSteps().ticks()).isEqualTo(List.of(1.0, 2.0, 3.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theAxisHoldsAllValuesAndIsNotMuchLonger(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      double scale = Math.pow(10, random.nextInt(12) - 6);
      double least = scale * random.nextGaussian();
      double most = least + scale * random.nextDouble();
      Axis axis = Axis.over(least, most, 5);
      assertThat(axis.position(least)).isBetween(-1e-6, 1.0);
      assertThat(axis.position(most)).isBetween(0.0, 1 + 1e-6);
      assertThat(axis.steps()).isLessThanOrEqualTo(7);
    }
  }

  @Test
  void oneValueAloneStillHasAnAxis() {
    Axis axis = Axis.over(88, 88, 4);
    assertThat(axis.high()).isGreaterThan(axis.low());
    assertThat(axis.position(88)).isBetween(0.0, 1.0);
  }
}
