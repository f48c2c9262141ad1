// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linnet.inference.cost.MachineSpeeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EstimateTest {
  private static final String[] SMALL = {
    "estimate", "--network", "resnet18", "--width", "4", "--input", "3x8x8", "--classes", "10"
  };

  @TempDir private Path workspace;

  private CommandRun run(String... more) {
    String[] all = new String[SMALL.length + more.length + 2];
    System.arraycopy(SMALL, 0, all, 0, SMALL.length);
    System.arraycopy(more, 0, all, SMALL.length, more.length);
    all[all.length - 2] = "--workspace";
    all[all.length - 1] = workspace.toString();
    return CommandRun.of(all);
  }

  @Test
  void layersSumToTheTotalsAndDelphiStandsBeside() {
    JsonNode json = run("--relus", "300", "--prepare-batch", "4", "--json").json();

    long offline = 0;
    long online = 0;
    for (JsonNode layer : json.get("layers")) {
      offline += layer.get("offlineBytes").asLong();
      online += layer.get("onlineBytes").asLong();
    }
    assertThat(json.get("offline").get("bytes").asDouble()).isEqualTo(offline / 4.0);
    assertThat(json.get("online").get("bytes").asDouble()).isEqualTo((double) online);
    assertThat(json.get("keptUnits").asInt()).isEqualTo(300);
    assertThat(json.get("delphi").get("storedBytes").asLong()).isEqualTo(300L * 18_248);
    assertThat(json.get("delphiSource").asString()).contains("cryptonite");
  }

  @Test
  void theTableNamesLayersTotalsAndTheSpeedsItUses() {
    CommandRun table = run("--relus", "300", "--link", "wan");

    assertThat(table.code()).isZero();
    assertThat(table.out())
        .contains("stem", "total", "DELPHI", "wan")
        .contains(MachineSpeeds.DEFAULT.machine());
  }

  @Test
  void speedsOfTheWorkspaceAreUsed() throws IOException {
    Files.writeString(
        workspace.resolve("machine-speeds.json"),
        MachineSpeeds.DEFAULT
            .toJson()
            .replaceFirst("\"machine\" : \"[^\"]*\"", "\"machine\" : \"mine\""));

    assertThat(run("--relus", "0", "--json").json().get("machine").asString()).isEqualTo("mine");
  }

  @Test
  void corruptSpeedsAreOneSentence() throws IOException {
    Files.writeString(workspace.resolve("machine-speeds.json"), "{\"cores\": 0}");

    CommandRun run = run("--relus", "0");

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).singleElement().asString().contains("--calibrate");
  }

  @ParameterizedTest
  @CsvSource({
    "--relus=2177, 4, at most",
    "--relus=-1, 4, negative",
    "--batch=0, 3, Batches",
    "--prepare-batch=5000, 3, Batches",
    "--link=modem, 2, is no link",
    "--bundle, 2, --bundle"
  })
  void badOptionsAreOneSentence(String option, int code, String words) {
    CommandRun run = run(option);

    assertThat(run.code()).isEqualTo(code);
    assertThat(run.failures()).singleElement().asString().contains(words);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aShapeThatIsNoneIsOneSentence() {
    CommandRun run = CommandRun.of("estimate", "--network", "resnet18", "--input", "8x8");

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).singleElement().asString().contains("image shape");
  }

  @ParameterizedTest
  @CsvSource({"estimate", "estimate some --network resnet18", "estimate nowhere"})
  void aModelHasToBeNamedOnce(String line) {
    CommandRun run = CommandRun.of(line.split(" "));

    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.failures()).hasSize(1);
  }
}
