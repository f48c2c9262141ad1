// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class InspectTest {

  @ParameterizedTest
  @CsvSource({"resnet18, 557056", "resnet34, 966656", "wrn22x8, 1392640"})
  void aNetworksReluInventoryIsThePapers(String network, int relus) {
    JsonNode json = CommandRun.of("inspect", network, "--json").json();

    assertThat(json.get("network").asString()).isEqualTo(network);
    assertThat(json.get("relus").asInt()).isEqualTo(relus);
    assertThat(json.get("macs").asLong()).isPositive();
    int units = 0;
    for (JsonNode site : json.get("sites")) {
      units += site.get("units").asInt();
    }
    assertThat(units).isEqualTo(relus);
  }

  @Test
  void theTableShowsLayersAndTotals() {
    CommandRun run =
        CommandRun.of(
            "inspect", "resnet18", "--width", "16", "--input", "1x28x28", "--classes", "10");

    assertThat(run.code()).isZero();
    assertThat(run.out()).contains("17 sites, 108,544 units").contains("stem");
    assertThat(run.err()).isEmpty();
  }
}
