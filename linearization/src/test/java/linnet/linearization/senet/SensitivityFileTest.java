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
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SensitivityFileTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 3, 2));
  private static final Model TEACHER = teacher(1);

  @TempDir private Path folder;

  private static Model teacher(long seed) {
    return new Model(NETWORK, Weights.random(NETWORK, seed), Masks.all(NETWORK));
  }

  @Test
  void aSensitivityComesBackAsItWasInItsOrder() {
    Map<String, Double> bySite = new LinkedHashMap<>();
    bySite.put("stem.relu", 0.25);
    bySite.put("block.relu", 1 / 3.0);
    bySite.put("another", 1.0);
    Path file = folder.resolve("sensitivity.json");
    SensitivityFile.write(file, TEACHER, 0.1, new ReluSensitivity(bySite));
    ReluSensitivity read = SensitivityFile.read(file, TEACHER);
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
        "{\"format\": \"linnet-sensitivity-1\", \"sites\": {}}",
        "{\"format\": \"linnet-sensitivity-2\"}",
        "{\"format\": \"linnet-sensitivity-2\", \"teacherWeights\": \"TEACHER\"}",
        "{\"format\": \"linnet-sensitivity-2\", \"teacherWeights\": \"TEACHER\", \"sites\": {\"a\": \"much\"}}",
        "{\"format\": \"linnet-sensitivity-2\", \"teacherWeights\": \"TEACHER\", \"sites\": {\"a\": 1.5}}"
      })
  void filesOfAnotherKindAreRefusedInASentence(String content) throws IOException {
    Path file = folder.resolve("sensitivity.json");
    Files.writeString(file, content.replace("TEACHER", TEACHER.weights().checksum()));
    assertThatThrownBy(() -> SensitivityFile.read(file, TEACHER))
        .isInstanceOf(InputException.class)
        .message()
        .endsWith(".")
        .doesNotContain("\n");
  }

  @Test
  void aMissingFileSaysHowToMakeIt() {
    assertThatThrownBy(() -> SensitivityFile.read(folder.resolve("none.json"), TEACHER))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("linnet sensitivity");
  }

  @Test
  void aSensitivityOfAnotherTeacherOrDensityIsRefused() {
    Path file = folder.resolve("sensitivity.json");
    ReluSensitivity measured = new ReluSensitivity(Map.of("stem.relu", 0.5));
    SensitivityFile.write(file, TEACHER, 0.1, measured);
    assertThat(SensitivityFile.open(file, teacher(1)).at(0.1)).isEqualTo(measured);
    assertThatThrownBy(() -> SensitivityFile.read(file, teacher(2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("another teacher");
    assertThatThrownBy(() -> SensitivityFile.open(file, TEACHER).at(0.2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("proxy density 0.1, not 0.2");
  }

  @Test
  void aRepeatedTeacherTakesASensitivityOverWithoutTheOneItWasMeasuredOn() {
    Path file = folder.resolve("sensitivity.json");
    ReluSensitivity measured = new ReluSensitivity(Map.of("stem.relu", 0.5));
    SensitivityFile.write(file, TEACHER, 0.3, measured);
    Path taken = folder.resolve("taken.json");
    SensitivityFile.takeOver(file, taken, teacher(2));
    assertThat(SensitivityFile.open(taken, teacher(2)))
        .isEqualTo(new MeasuredSensitivity(measured, 0.3, taken));
    assertThatThrownBy(() -> SensitivityFile.copy(file, taken, teacher(2)))
        .hasMessageContaining("another teacher");
  }
}
