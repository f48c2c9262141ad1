// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import linnet.linearization.Granularity;
import linnet.linearization.MethodSettings;
import linnet.linearization.StudentInit;
import linnet.linearization.senet.SenetOptions.InitialMask;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;

final class SenetOptionsTest {
  private static SenetOptions of(Map<String, String> texts) {
    MethodSettings settings = MethodSettings.of("senet", texts);
    SenetOptions options = SenetOptions.of(settings);
    settings.requireAllKnown();
    return options;
  }

  @Test
  void whatIsNotGivenIsTheStandard() {
    assertThat(of(Map.of())).isEqualTo(SenetOptions.STANDARD);
  }

  @Test
  void everyOptionIsReadByName() {
    SenetOptions read =
        of(
            Map.of(
                "proxy-density", "0.2",
                "floor", "0.004",
                "score", "published",
                "student-init", "random",
                "initial-mask", "channel-shared",
                "hamming-stop", "0"));
    assertThat(read)
        .isEqualTo(
            new SenetOptions(
                SparseLearningOptions.STANDARD.withDensity(0.2),
                0.004,
                Granularity.PIXEL,
                MismatchScore.PUBLISHED,
                StudentInit.RANDOM,
                InitialMask.CHANNEL_SHARED,
                0));
    assertThat(of(Map.of("granularity", "channel")))
        .isEqualTo(SenetOptions.STANDARD.withGranularity(Granularity.CHANNEL));
  }

  @Test
  void whatCannotBeIsOneSentence() {
    assertThatThrownBy(() -> of(Map.of("floor", "1.5")))
        .isInstanceOf(InputException.class)
        .hasMessage("The floor must lie between 0 and 1, not 1.5.");
    assertThatThrownBy(() -> of(Map.of("granularity", "channel", "initial-mask", "channel-shared")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("initial mask random");
    assertThatThrownBy(() -> of(Map.of("proxy-density", "1"))).isInstanceOf(InputException.class);
  }
}
