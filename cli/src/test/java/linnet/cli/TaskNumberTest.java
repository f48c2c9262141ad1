// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskNumberTest {
  @Test
  void aGivenNumberGoesBeforeTheSchedulers() {
    Map<String, String> slurm = Map.of("SLURM_ARRAY_TASK_ID", "2");

    assertThat(TaskNumber.of("1", slurm, 4)).isEqualTo(1);
    assertThat(TaskNumber.of("", slurm, 4)).isEqualTo(2);
    assertThat(TaskNumber.of("", Map.of("JOB_COMPLETION_INDEX", "0"), 4)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"4", "-1", "one", "1.0"})
  void whatIsNoCellsNumberIsOneSentence(String text) {
    assertThatThrownBy(() -> TaskNumber.of(text, Map.of(), 4))
        .isInstanceOf(InputException.class)
        .hasMessage("There is no cell " + text + "; the grid's are numbered from 0 to 3.");
  }

  @Test
  void noNumberAtAllIsOneSentence() {
    assertThatThrownBy(() -> TaskNumber.of("", Map.of(), 4))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX");
  }

  @Test
  void remainingTimeIsWhatDoneCellsTookOnAverage() {
    assertThat(new SweepProgress(List.of(), 4).text())
        .isEqualTo("cell 1 of 4, remaining time unknown");
    assertThat(new SweepProgress(List.of(50.0, 70.0), 3).text())
        .isEqualTo("cell 3 of 5, about 3 min 0 s left");
  }
}
