// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MachineSpeedsTest {
  private static MachineSpeeds parse(String text) {
    return MachineSpeeds.parse(text.getBytes(StandardCharsets.UTF_8), "speeds.json");
  }

  @Test
  void speedsSurviveTheirFile() {
    assertThat(parse(MachineSpeeds.DEFAULT.toJson())).isEqualTo(MachineSpeeds.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"machine\": 3}",
        "{\"machine\": \"m\", \"cores\": 2}",
      })
  void whatIsNoFileOfSpeedsIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("speeds.json")
        .hasMessageContaining("--calibrate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "\"fast\"", "null", "1e999"})
  void impossibleSpeedsAreRefused(String speed) {
    String text =
        MachineSpeeds.DEFAULT.toJson().replaceFirst("(\"transfers\" : )[^,]+", "$1" + speed);

    assertThatThrownBy(() -> parse(text)).isInstanceOf(InputException.class);
  }

  @Test
  void repetitionsCountTheMedianOfTheLastRounds() {
    AtomicInteger calls = new AtomicInteger();
    double[] figures = {100, 200, 3, 1, 2};

    double median = new Repetitions(2, 3).median(() -> figures[calls.getAndIncrement()]);

    assertThat(median).isEqualTo(2);
    assertThat(calls).hasValue(5);
  }

  @Test
  void comparisonsAreMeasuredWithTheBytesOfTheirCost() {
    ReluSpeed speed =
        ReluSpeed.measure(
            linnet.crypto.garbling.ReluForm.SIGN,
            linnet.crypto.transfer.TransferKind.SOFT_SPOKEN,
            20,
            300);

    assertThat(speed.tableBytes()).isEqualTo(300 * 18 * 16);
    assertThat(speed.onlineBytes()).isGreaterThan(300 * (19 * 16 + 16));
    assertThat(speed.offlineSeconds()).isPositive();
    assertThat(speed.onlineSeconds()).isPositive();
  }
}
