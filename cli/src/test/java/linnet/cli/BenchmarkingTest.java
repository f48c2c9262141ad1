// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchmarkingTest {
  @TempDir private Path folder;

  @Test
  void rowsHaveNameValueUnitAndAimAndGoToTheFileToo() throws IOException {
    Path out = folder.resolve("figures.json");

    CommandRun run =
        CommandRun.of(
            "benchmark", "--quick", "--only", "traffic", "--json", "--out", out.toString());

    assertThat(run.code()).isZero();
    assertThat(run.json().isArray()).isTrue();
    for (JsonNode row : run.json()) {
      assertThat(row.propertyNames()).containsExactly("name", "value", "unit", "aim");
      assertThat(row.get("value").asDouble()).isPositive();
      assertThat(row.get("aim").asString()).startsWith("≤ ");
    }
    assertThat(JsonMapper.shared().readTree(Files.readString(out))).isEqualTo(run.json());
    assertThat(run.err()).contains("measuring: bytes of comparisons");
  }

  @Test
  void theTableSaysInWordsWhetherAimsAreMet() {
    CommandRun run = CommandRun.of("benchmark", "--quick", "--only", "traffic", "--quiet");

    assertThat(run.out()).contains("tables", "≤ 300", "met", "cores", "median of");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--only=speed, 3, There is no group",
    "--table=rows, 2, --table",
    "--table=links --only=traffic, 3, leave it out"
  })
  void badOptionsAreOneSentence(String options, int code, String words) {
    CommandRun run = CommandRun.of(("benchmark " + options).split(" "));

    assertThat(run.code()).isEqualTo(code);
    assertThat(run.failures()).singleElement().asString().contains(words);
  }
}
