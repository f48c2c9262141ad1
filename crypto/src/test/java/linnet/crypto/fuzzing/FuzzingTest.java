// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("fuzz")
class FuzzingTest {
  @Test
  void theFuzzerFindsAPlantedDefect() {
    List<byte[]> near = List.of("Linux".getBytes(StandardCharsets.UTF_8));
    Fuzzing.Outcome outcome = Fuzzing.run(PlantedDefect.class, near);
    assertThat(outcome.log()).contains("the planted defect");
    assertThat(outcome.findings()).isEqualTo(1);
  }
}
