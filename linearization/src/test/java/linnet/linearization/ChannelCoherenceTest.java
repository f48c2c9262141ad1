// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelCoherenceTest {
  private static Map<String, float[]> mixed(double coherence) {
    Map<String, float[]> scores =
        Map.of("first", new float[] {1, 3, 8, 0}, "second", new float[] {5, 7});
    ChannelCoherence.mix(TwoSites.NETWORK, scores, coherence);
    return scores;
  }

  @Test
  void scoresMoveTowardsTheMeansOfTheirChannels() {
    assertThat(mixed(0).get("first")).containsExactly(1, 3, 8, 0);
    assertThat(mixed(0.5).get("first")).containsExactly(1.5f, 2.5f, 6, 2);
    assertThat(mixed(1).get("first")).containsExactly(2, 2, 4, 4);
  }

  @Test
  void aChannelOfOneUnitStaysAsItIs() {
    assertThat(mixed(0.5).get("second")).containsExactly(5, 7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void otherCoherencesAreRefused(double coherence) {
    assertThatThrownBy(() -> ChannelCoherence.require(coherence))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("between 0 and 1");
  }
}
