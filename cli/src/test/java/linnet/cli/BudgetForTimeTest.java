// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.cost.MachineSpeeds;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.BudgetException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import linnet.report.RunDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BudgetForTimeTest {
  private static final Network NETWORK =
      Networks.byName(
          "resnet18",
          new NetworkOptions(new Shape(1, 8, 8), 10, 2, Stem.CIFAR, true, Pooling.AVERAGE));
  private static final Model TEACHER =
      new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK));

  @TempDir private Path folder;

  private static BudgetForTime over(LinkProfile link) {
    return BudgetForTime.of(
        TEACHER, Optional.empty(), new CostModel(MachineSpeeds.DEFAULT, link, 64, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wan", "lan", "1Mbit/10ms"})
  void theLargestBudgetIsWithinTheTimeAndOneMoreIsNot(String name) {
    BudgetForTime times = over(LinkProfile.parse(name));
    double target = (times.onlineMillis(0) + times.onlineMillis(NETWORK.relus())) / 2;

    int found = times.largest(target).units();

    assertThat(found).isBetween(1, NETWORK.relus() - 1);
    assertThat(times.onlineMillis(found)).isLessThanOrEqualTo(target);
    assertThat(times.onlineMillis(found + 1)).isGreaterThan(target);
  }

  @Test
  void enoughTimeKeepsEveryRelu() {
    assertThat(over(LinkProfile.WAN).largest(1e6).units()).isEqualTo(NETWORK.relus());
  }

  @Test
  void justEnoughTimeForNoneKeepsNone() {
    BudgetForTime times = over(LinkProfile.WAN);

    assertThat(times.largest(times.onlineMillis(0)).units()).isZero();
  }

  @Test
  void tooLittleTimeForAnyBudgetIsOneSentence() {
    assertThatThrownBy(() -> over(LinkProfile.WAN).largest(0.5))
        .isInstanceOf(BudgetException.class)
        .hasMessageMatching(
            "No budget keeps .* within 0\\.5 ms: over wan it takes .* any ReLU; .*");
  }

  /** On a link where round trips are all, the time depends on how many sites keep a unit. */
  @Test
  void aSensitivityThatSparesSitesLeavesMoreUnits() {
    Map<String, Double> last = new LinkedHashMap<>();
    NETWORK.sites().forEach(site -> last.put(site.name(), 0.0));
    Site largest = NETWORK.sites().getFirst();
    last.put(largest.name(), 1.0);
    CostModel costs = new CostModel(MachineSpeeds.DEFAULT, LinkProfile.parse("9Gbit/100ms"), 64, 1);
    BudgetForTime spared = BudgetForTime.of(TEACHER, Optional.of(new ReluSensitivity(last)), costs);
    double target = spared.onlineMillis(largest.units());

    assertThat(spared.largest(target).units()).isEqualTo(largest.units());
    assertThat(BudgetForTime.of(TEACHER, Optional.empty(), costs).largest(target).units())
        .isLessThan(largest.units());
  }

  private CommandRun linearize(String options) {
    String line =
        "linearize tiny --method random --search-epochs 1 --tuning-epochs 1 --batch 80 --json "
            + options;
    return CommandRun.of(
        Stream.concat(Stream.of(line.split(" ")), Stream.of("--workspace", folder.toString()))
            .toArray(String[]::new));
  }

  @Test
  void theStudentIsPredictedAgainWithItsOwnMasks() {
    RunDirectory run = TinyRun.in(folder);
    CommandRun made = linearize("--target-online-ms 450 --link wan");

    assertThat(made.code()).as(made.err()).isZero();
    JsonNode json = made.json();
    int relus = json.get("relus").asInt();
    JsonNode prediction = json.get("prediction");
    assertThat(relus).isPositive().isLessThan(json.get("teacherRelus").asInt());
    assertThat(run.bundle("student").model().relus()).isEqualTo(relus);
    assertThat(prediction.get("link").asString()).isEqualTo("wan");
    assertThat(prediction.get("targetMillis").asDouble()).isEqualTo(450);
    CommandRun estimated =
        CommandRun.of("estimate", "tiny", "--link", "wan", "--json", "--workspace", "" + folder);
    assertThat(prediction.get("onlineMillis").asDouble())
        .isEqualTo(estimated.json().get("online").get("millis").asDouble());
  }

  @Test
  void noReluAtAllIsTooSlowOnTheCommandLineToo() {
    RunDirectory run = TinyRun.in(folder);
    CommandRun made = linearize("--target-online-ms 1 --link wan");

    assertThat(made.code()).isEqualTo(ExitCode.BUDGET.code());
    assertThat(made.failures()).singleElement().asString().contains("No budget keeps");
    assertThat(run.configuration().has("linearize student")).isFalse();
  }
}
