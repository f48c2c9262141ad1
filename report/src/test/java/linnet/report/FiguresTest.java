// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  @Test
  void numbersReadTheSameWhateverTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Figures.percent(0.8805)).isEqualTo("88.05 %");
      assertThat(Figures.count(108_544)).isEqualTo("108,544");
      assertThat(Figures.bytes(7_512_340)).isEqualTo("7.5 MB");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void unitsChangeWithTheSize() {
    assertThat(Figures.bytes(999)).isEqualTo("999 B");
    assertThat(Figures.bytes(1000)).isEqualTo("1.0 kB");
    assertThat(Figures.duration(59.4)).isEqualTo("59 s");
    assertThat(Figures.duration(59.6)).isEqualTo("1 min 0 s");
    assertThat(Figures.duration(3 * 3600 + 125)).isEqualTo("3 h 2 min");
  }

  @Test
  void whatWasNotMeasuredIsADashAndAPartOfNothingIsNone() {
    assertThat(Figures.percent(null)).isEqualTo(Figures.UNKNOWN);
    assertThat(Figures.share(0, 0)).isEqualTo("0.0 %");
    assertThat(Figures.share(10_854, 108_544)).isEqualTo("10.0 %");
  }
}
