// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ObjectiveTest {
  @ParameterizedTest
  @CsvSource({"-0.1,1,0,4", "0,0,0,4", "1,0,0,0", "NaN,1,0,4", "1,0,Infinity,4"})
  void weightsThatMakeNoObjectiveAreRefused(double ce, double kd, double pram, double t) {
    assertThatThrownBy(() -> new Objective(ce, kd, pram, t)).isInstanceOf(InputException.class);
  }

  @Test
  void thePublishedTuningAddsTheMismatch() {
    assertThat(Objective.PAPER_TUNING).isEqualTo(new Objective(0.1, 0.9, 1000, 4));
    assertThat(Objective.TUNING.toString()).isEqualTo("0.1 CE + 0.9 KD + 0.0 PRAM, T = 4.0");
  }
}
