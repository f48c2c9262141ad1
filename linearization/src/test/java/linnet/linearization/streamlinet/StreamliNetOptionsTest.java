// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import linnet.linearization.Consistency.Places;
import linnet.linearization.ConsistencyOptions;
import linnet.linearization.MethodSettings;
import linnet.linearization.Negativity;
import linnet.linearization.Renewal;
import linnet.linearization.SmallestSite;
import linnet.linearization.StudentInit;
import linnet.linearization.streamlinet.LayerMetricOptions.Combination;
import linnet.linearization.streamlinet.StreamliNetOptions.Choice;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StreamliNetOptionsTest {
  private static StreamliNetOptions of(Map<String, String> texts) {
    MethodSettings settings = MethodSettings.of("streamlinet", texts);
    StreamliNetOptions options = StreamliNetOptions.of(settings);
    settings.requireAllKnown();
    return options;
  }

  @Test
  void withoutOptionsTheStandardHolds() {
    assertThat(of(Map.of())).isEqualTo(StreamliNetOptions.STANDARD);
  }

  @Test
  void everyOptionReachesTheMethod() {
    Map<String, String> texts =
        Map.ofEntries(
            Map.entry("ramp-end", "0.5"),
            Map.entry("renewal", "7"),
            Map.entry("renewals", "5"),
            Map.entry("sampling", "3"),
            Map.entry("memory", "0.25"),
            Map.entry("metric", "sum"),
            Map.entry("negativity", "false"),
            Map.entry("negativity-measure", "magnitude"),
            Map.entry("sensitivity", "false"),
            Map.entry("gradient", "false"),
            Map.entry("count", "true"),
            Map.entry("metric-power", "0.5"),
            Map.entry("term-floor", "0.25"),
            Map.entry("choice", "site"),
            Map.entry("min-site", "0.0625"),
            Map.entry("score-decay", "0.125"),
            Map.entry("cost-order", "false"),
            Map.entry("coherence", "0.75"),
            Map.entry("hysteresis", "0.375"),
            Map.entry("consistency", "2"),
            Map.entry("tuning-consistency", "3"),
            Map.entry("consistency-at", "stages"),
            Map.entry("student-init", "random"));
    assertThat(of(texts))
        .isEqualTo(
            new StreamliNetOptions(
                0.5,
                new Renewal(7, 5),
                3,
                0.25,
                new LayerMetricOptions(
                    Combination.SUM,
                    false,
                    Negativity.Measure.MAGNITUDE,
                    false,
                    false,
                    true,
                    0.5,
                    0.25),
                Choice.SITE,
                new SmallestSite(0.0625),
                0.125,
                false,
                0.75,
                0.375,
                new ConsistencyOptions(2, 3, Places.STAGES),
                StudentInit.RANDOM));
  }

  @ParameterizedTest
  @CsvSource({
    "ramp-end, 0, ramp end 0.0",
    "ramp-end, 1.5, ramp end 1.5",
    "renewal, 0, renewed every 0 steps",
    "renewals, 0, at least 0 times",
    "sampling, 0, sampling 0",
    "memory, 1, memory 1.0",
    "score-decay, 1.5, score decay 1.5",
    "hysteresis, -1, hysteresis -1.0",
    "coherence, 2, between 0 and 1",
    "choice, unit, 'one of site, network'",
    "min-site, -1, 'in [0, 1), not -1.0'",
    "metric, best, 'one of product, sum, uniform'",
    "metric-power, -1, the power -1.0",
    "metric-power, 5, the power 5.0",
    "term-floor, 1.5, the term floor 1.5",
    "count, true, set choice=site as well",
    "swaps, 2, has no option swaps",
  })
  void anOptionThatCannotBeIsOneSentence(String name, String value, String words) {
    assertThatThrownBy(() -> of(Map.of(name, value)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }
}
