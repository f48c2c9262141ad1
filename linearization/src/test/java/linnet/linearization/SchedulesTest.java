// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import linnet.network.InputException;
import linnet.training.data.Augmentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SchedulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "standard", "paper"})
  void presetsHaveNames(String name) {
    assertThat(Schedules.byName(name).search().objective()).isEqualTo(Objective.SEARCH);
  }

  @Test
  void anUnknownPresetListsTheNames() {
    assertThatThrownBy(() -> Schedules.byName("fast"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("quickstart, standard, paper");
  }

  @Test
  void onlyThePapersScheduleUsesTheMismatchTerm() {
    assertThat(Schedules.quickstart().tuning().objective().activationMismatch()).isZero();
    assertThat(Schedules.standard().tuning().objective().activationMismatch()).isZero();
    assertThat(Schedules.paper().tuning().objective().activationMismatch()).isEqualTo(1000);
  }

  @ParameterizedTest
  @EnumSource
  void everyDecayStartsAtTheRateAndNeverRises(Schedule.Decay decay) {
    var rate = new Schedule(3, 0.05, decay).learningRate();
    assertThat(rate.at(0)).isCloseTo(0.05, within(1e-12));
    double last = 1;
    for (int i = 0; i < 100; i++) {
      double now = rate.at(i / 100.0);
      assertThat(now).isPositive().isLessThanOrEqualTo(last);
      last = now;
    }
  }

  @Test
  void stepsFallAtThePapersMilestones() {
    var rate = new Schedule(180, 0.01, Schedule.Decay.STEPS).learningRate();
    assertThat(rate.at(0.62)).isCloseTo(0.01, within(1e-12));
    assertThat(rate.at(0.63)).isCloseTo(0.001, within(1e-12));
    assertThat(rate.at(0.76)).isCloseTo(0.0001, within(1e-12));
    assertThat(rate.at(0.88)).isCloseTo(0.00001, within(1e-12));
  }

  @Test
  void phasesAndStepsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new Schedule(0, 0.1, Schedule.Decay.COSINE))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new Schedule(1, Double.NaN, Schedule.Decay.COSINE))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Optimization.of(1, Augmentation.NONE))
        .isInstanceOf(InputException.class);
  }
}
