// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatticeParametersTest {
  @ParameterizedTest
  @CsvSource({"8192,118,256", "8192,119,192", "8192,152,192", "8192,218,128", "4096,109,128"})
  void levelsAreThoseOfTheStandard(int degree, int modulusBits, int level) {
    assertThat(LatticeParameters.securityBits(degree, modulusBits)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({"8192,219", "4096,144", "1024,28"})
  void lessThanOneHundredAndTwentyEightBitsAreRefused(int degree, int modulusBits) {
    assertThatThrownBy(() -> LatticeParameters.securityBits(degree, modulusBits))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("less than 128 bits");
  }

  @Test
  void anUnknownDegreeIsRefused() {
    assertThatThrownBy(() -> LatticeParameters.securityBits(5000, 50))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("5000");
  }

  @Test
  void ourParametersReachMoreThanTheRequiredLevelAndSaySo() {
    assertThat(LatticeParameters.securityBits()).isEqualTo(192);
    assertThat(LatticeParameters.securityMarginBits()).isEqualTo(74);
    assertThat(LatticeParameters.describe().get(1)).contains("192 bits").contains("74 bits below");
  }
}
