// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SensitivityFileTest {
  @TempDir private Path folder;

  @Test
  void aSensitivityComesBackAsItWasInItsOrder() {
    Map<String, Double> bySite = new LinkedHashMap<>();
    bySite.put("stem.relu", 0.25);
    bySite.put("block.relu", 1 / 3.0);
    bySite.put("another", 1.0);
    Path file = folder.resolve("sensitivity.json");
    SensitivityFile.write(file, "resnet18", new ReluSensitivity(bySite));
    ReluSensitivity read = SensitivityFile.read(file);
    assertThat(read.bySite()).isEqualTo(bySite);
    assertThat(List.copyOf(read.bySite().keySet())).isEqualTo(List.copyOf(bySite.keySet()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"format\": 7}",
        "{\"format\": \"linnet-sensitivity-1\"}",
        "{\"format\": \"linnet-sensitivity-1\", \"sites\": {\"a\": \"much\"}}",
        "{\"format\": \"linnet-sensitivity-1\", \"sites\": {\"a\": 1.5}}"
      })
  void filesOfAnotherKindAreRefusedInASentence(String content) throws IOException {
    Path file = folder.resolve("sensitivity.json");
    Files.writeString(file, content);
    assertThatThrownBy(() -> SensitivityFile.read(file))
        .isInstanceOf(InputException.class)
        .message()
        .endsWith(".")
        .doesNotContain("\n");
  }

  @Test
  void aMissingFileSaysHowToMakeIt() {
    assertThatThrownBy(() -> SensitivityFile.read(folder.resolve("none.json")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("linnet sensitivity");
  }
}
