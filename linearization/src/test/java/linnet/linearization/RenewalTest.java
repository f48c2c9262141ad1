// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.LongStream;
import linnet.network.InputException;
import linnet.training.loop.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RenewalTest {
  private static final Renewal STANDARD = new Renewal(20, 20);

  private static long[] due(Renewal renewal, long steps) {
    return LongStream.rangeClosed(1, steps)
        .filter(step -> renewal.due(new Progress(step, steps)))
        .toArray();
  }

  @Test
  void aLongSearchChoosesAtTheFixedPaceAndAtItsEnd() {
    assertThat(due(STANDARD, 410)).hasSize(21).startsWith(20, 40).endsWith(400, 410);
  }

  @Test
  void aShortOneChoosesAsOftenAsItMust() {
    assertThat(due(STANDARD, 60)).hasSize(20).startsWith(3, 6).endsWith(57, 60);
    assertThat(due(new Renewal(20, 1), 60)).containsExactly(20, 40, 60);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 1", "20, 1", "39, 1", "40, 2", "400, 20", "468, 20", "100000, 20"})
  void thePeriodIsNeverLongerThanItsStepsNorShorterThanOne(long steps, long period) {
    assertThat(STANDARD.period(steps)).isEqualTo(period);
  }

  @Test
  void itIsReadByNameAndChecked() {
    MethodSettings none = MethodSettings.of("any", Map.of());
    assertThat(Renewal.of(none, STANDARD)).isEqualTo(STANDARD);
    MethodSettings both = MethodSettings.of("any", Map.of("renewal", "5", "renewals", "9"));
    assertThat(Renewal.of(both, STANDARD)).isEqualTo(new Renewal(5, 9));
    assertThatThrownBy(() -> new Renewal(0, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("every 0 steps");
    assertThatThrownBy(() -> new Renewal(1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at least 0 times");
  }
}
