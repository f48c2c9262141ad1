// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignSpeedTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 127, 129, 3000})
  void anyNumberOfUnitsHasASpeed(int units) {
    SignSpeed speed = SignSpeed.measure(units);

    assertThat(speed.garbledGates()).isPositive().isFinite();
    assertThat(speed.evaluatedGates()).isPositive().isFinite();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void noUnitsHaveNone(int units) {
    assertThatThrownBy(() -> SignSpeed.measure(units)).isInstanceOf(IllegalArgumentException.class);
  }
}
