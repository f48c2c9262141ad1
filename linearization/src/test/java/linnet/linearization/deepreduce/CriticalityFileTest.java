// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CriticalityFileTest {
  @TempDir private Path folder;

  @Test
  void aCriticalityComesBackAsItWasInItsOrder() {
    Map<String, Double> byStage = new LinkedHashMap<>();
    byStage.put("stage1.relu", 0.0);
    byStage.put("a", 1 / 3.0);
    Path file = folder.resolve("criticality.json");
    CriticalityFile.write(file, "resnet18", new StageCriticality(byStage));
    StageCriticality read = CriticalityFile.read(file);
    assertThat(read.byStage()).isEqualTo(byStage);
    assertThat(List.copyOf(read.byStage().keySet())).containsExactly("stage1.relu", "a");
  }

  @Test
  void aSensitivityIsNoCriticality() throws IOException {
    Path file = folder.resolve("other.json");
    Files.writeString(file, "{\"format\": \"linnet-sensitivity-1\", \"sites\": {}}");
    assertThatThrownBy(() -> CriticalityFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no criticality file");
  }
}
