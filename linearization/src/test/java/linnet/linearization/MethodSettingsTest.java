// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import linnet.linearization.Schedule.Decay;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;

class MethodSettingsTest {
  private static MethodSettings of(String name, String text) {
    return MethodSettings.of("fisher", Map.of(name, text));
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    MethodSettings settings = MethodSettings.of("fisher", Map.of());
    assertThat(settings.real("ramp-end", 0.75)).isEqualTo(0.75);
    assertThat(settings.whole("renewal", 20)).isEqualTo(20);
    assertThat(settings.flag("swaps", true)).isTrue();
    assertThat(settings.choice("decay", Decay.COSINE)).isEqualTo(Decay.COSINE);
    assertThat(settings.known()).containsExactly("decay", "ramp-end", "renewal", "swaps");
  }

  @Test
  void whatIsGivenIsRead() {
    assertThat(of("ramp-end", " 0.5 ").real("ramp-end", 1)).isEqualTo(0.5);
    assertThat(of("renewal", "7").whole("renewal", 20)).isEqualTo(7);
    assertThat(of("swaps", "false").flag("swaps", true)).isFalse();
    assertThat(of("sites", " a, b,").words("sites", List.of())).containsExactly("a", "b");
    assertThat(of("sites", "a").words("other", List.of("c"))).containsExactly("c");
    assertThat(of("decay", "steps").choice("decay", Decay.COSINE)).isEqualTo(Decay.STEPS);
  }

  @Test
  void nonsenseIsOneSentence() {
    assertThatThrownBy(() -> of("ramp-end", "NaN").real("ramp-end", 1))
        .isInstanceOf(InputException.class)
        .hasMessage("The option ramp-end of the method fisher is a number, not NaN.");
    assertThatThrownBy(() -> of("swaps", "yes").flag("swaps", true))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("true or false, not yes");
    assertThatThrownBy(() -> of("decay", "slow").choice("decay", Decay.COSINE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one of constant, cosine, steps, not slow");
  }

  @Test
  void optionsThatNobodyReadAreRefused() {
    MethodSettings settings = of("rampend", "0.5");
    settings.real("ramp-end", 0.75);
    assertThatThrownBy(settings::requireAllKnown)
        .isInstanceOf(InputException.class)
        .hasMessage("The method fisher has no option rampend; it has ramp-end.");
  }
}
