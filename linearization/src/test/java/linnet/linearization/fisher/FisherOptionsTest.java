// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import linnet.linearization.Consistency.Places;
import linnet.linearization.ConsistencyOptions;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.MethodSettings;
import linnet.linearization.Renewal;
import linnet.linearization.Schedules;
import linnet.linearization.SmallestSite;
import linnet.linearization.StudentInit;
import linnet.linearization.UnitCosts;
import linnet.linearization.fisher.RankingOptions.ChannelScore;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FisherOptionsTest {
  private static FisherOptions of(Map<String, String> texts) {
    MethodSettings settings = MethodSettings.of("fisher", texts);
    FisherOptions options = FisherOptions.of(settings);
    settings.requireAllKnown();
    return options;
  }

  @Test
  void withoutOptionsTheStandardHolds() {
    assertThat(of(Map.of()))
        .isEqualTo(FisherOptions.STANDARD)
        .isEqualTo(new FisherOptions(0.75, new Renewal(20, 20), 4, 0.8));
    assertThat(FisherOptions.STANDARD.addTo(Schedules.standard(), UnitCosts.EQUAL))
        .isEqualTo(Schedules.standard());
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
            Map.entry("negativity", "1.5"),
            Map.entry("coherence", "0.75"),
            Map.entry("channel-score", "fisher"),
            Map.entry("cost-order", "true"),
            Map.entry("mask-memory", "0.125"),
            Map.entry("min-site", "0.125"),
            Map.entry("swaps", "4"),
            Map.entry("swap-block", "0.0625"),
            Map.entry("swap-end", "0.875"),
            Map.entry("consistency", "2"),
            Map.entry("tuning-consistency", "3"),
            Map.entry("consistency-at", "stages"),
            Map.entry("pram", "10"),
            Map.entry("student-init", "random"));
    assertThat(of(texts))
        .isEqualTo(
            new FisherOptions(
                0.5,
                new Renewal(7, 5),
                3,
                0.25,
                new RankingOptions(1.5, 0.75, ChannelScore.FISHER, true, 0.125),
                new SmallestSite(0.125),
                new SwapOptions(4, 0.0625, 0.875),
                new ConsistencyOptions(2, 3, Places.STAGES),
                10,
                StudentInit.RANDOM));
  }

  @Test
  void lossTermsReachTheTuning() {
    LinearizationOptions training =
        of(Map.of("pram", "10", "tuning-consistency", "0.5"))
            .addTo(Schedules.standard(), UnitCosts.EQUAL);
    assertThat(training.tuning().objective().activationMismatch()).isEqualTo(10);
    assertThat(training.tuning().objective().consistency().weight()).isEqualTo(0.5);
    assertThat(training.search()).isEqualTo(Schedules.standard().search());
  }

  @ParameterizedTest
  @CsvSource({
    "ramp-end, 2, cannot run with ramp end 2.0",
    "memory, 1, memory 1.0",
    "renewals, 0, at least 0 times",
    "channel-score, sum, 'one of mean, fisher'",
    "negativity, -1, negativity -1.0",
    "mask-memory, -1, mask memory -1.0",
    "min-site, 1, 'in [0, 1), not 1.0'",
    "coherence, 2, between 0 and 1",
    "swaps, -1, cannot be swapped -1 times",
    "swap-block, 0, 0.0 of them at once",
    "swap-end, 2, until 2.0 of the tuning",
    "pram, -1, 'activation mismatch must be at least 0, not -1.0'",
    "metric, sum, has no option metric",
  })
  void anOptionThatCannotBeIsOneSentence(String name, String value, String words) {
    assertThatThrownBy(() -> of(Map.of(name, value)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }
}
