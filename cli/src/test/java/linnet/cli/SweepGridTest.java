// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linnet.linearization.Schedule;
import linnet.linearization.methods.Methods;
import linnet.linearization.methods.TeacherFacts;
import linnet.network.BudgetException;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.engine.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepGridTest {
  private static final String GOOD =
      """
      teacher: {run: first}
      methods: [fisher, {method: senet, set: {score: published}, name: senet-published}]
      budgets: [100, 0.1]
      """;

  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 2));

  @TempDir private Path folder;

  private SweepGrid read(String text) throws IOException {
    return SweepGrid.read(Files.writeString(folder.resolve("small.yaml"), text));
  }

  @Test
  void cellsGoThroughMethodsBudgetsAndSeedsInOrder() throws IOException {
    SweepGrid grid = read(GOOD + "seeds: [3, 1]\n");

    assertThat(grid.name()).isEqualTo("small");
    assertThat(grid.cells(NETWORK))
        .extracting(SweepCell::folder)
        .containsExactly(
            "fisher-100-s3",
            "fisher-100-s1",
            "fisher-" + NETWORK.relus() / 10 + "-s3",
            "fisher-" + NETWORK.relus() / 10 + "-s1",
            "senet-published-100-s3",
            "senet-published-100-s1",
            "senet-published-" + NETWORK.relus() / 10 + "-s3",
            "senet-published-" + NETWORK.relus() / 10 + "-s1");
    assertThat(grid.cells(NETWORK)).extracting(SweepCell::number).isSorted().startsWith(0, 1);
    LinearizeSettings settings = grid.settings(grid.cells(NETWORK).getLast());
    assertThat(settings.method()).isEqualTo("senet");
    assertThat(settings.set()).isEqualTo(Map.of("score", "published"));
    assertThat(settings.schedule()).isEqualTo("standard");
    assertThat(settings.seed()).isEqualTo(1);
  }

  @Test
  void aMethodMayHaveBudgetsAndSeedsOfItsOwn() throws IOException {
    SweepGrid grid =
        read(
            """
            teacher: {run: first}
            methods:
              - {method: fisher, budgets: [50, 100, 200]}
              - random
              - {method: snl, seeds: [4, 5]}
            budgets: [100]
            """);

    assertThat(grid.cells(NETWORK))
        .extracting(SweepCell::folder)
        .containsExactly(
            "fisher-50-s1",
            "fisher-100-s1",
            "fisher-200-s1",
            "random-100-s1",
            "snl-100-s4",
            "snl-100-s5");
    assertThat(grid.cells(NETWORK)).extracting(SweepCell::number).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(grid.size()).isEqualTo(6);
  }

  @Test
  void epochsBatchSensitivityAndLinkAreRead() throws IOException {
    SweepGrid grid =
        read(
            GOOD
                + """
                name: other
                schedule: quickstart
                search-epochs: 2
                tuning-epochs: 3
                search-rate: 0.02
                search-decay: constant
                tuning-decay: Steps
                batch: 32
                activation-mismatch: 10
                sensitivity: {epochs: 4, density: 0.2, seed: 5}
                link: 200Mbit/40ms
                """);

    assertThat(grid.name()).isEqualTo("other");
    assertThat(grid.settings(grid.cells(NETWORK).getFirst()))
        .isEqualTo(
            new LinearizeSettings(
                "fisher",
                Map.of(),
                100,
                "quickstart",
                2,
                3,
                0.02,
                0,
                Schedule.Decay.CONSTANT,
                Schedule.Decay.STEPS,
                32,
                10.0,
                1));
    assertThat(grid.sensitivity()).contains(new Sensitivity.Effort(4, 0.2, 5));
    assertThat(grid.link().name()).isEqualTo("200Mbit/40ms");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "budget: 3 | nothing called budget",
        "methods: [snel] | There is no method called snel",
        "methods: [] | list called methods",
        "methods: fisher | list called methods",
        "methods: [{method: senet, score: published}] | nothing called score in method 1",
        "methods: [{method: senet, set: {scores: published}}] | has no option scores",
        "methods: [{set: {score: published}}] | has to name its method",
        "methods: [fisher, {method: fisher, set: {ramp-end: 0.5}}] | fisher is there twice",
        "methods: [{method: fisher, name: ../up}] | cannot be called",
        "budgets: [many] | not \"many\"",
        "budgets: [100, 100] | 100 ReLUs is there twice",
        "methods: [{method: fisher, budgets: [100, 100]}] | 100 ReLUs is there twice",
        "methods: [{method: fisher, budgets: 100}] | list called budgets",
        "methods: [{method: fisher, seeds: [2, 2]}] | 2 is there twice",
        "seeds: [1, 1] | 1 is there twice",
        "seeds: [one] | whole number",
        "schedule: fast | no schedule called fast",
        "batch: 1 | at least 2",
        "search-epochs: 0.5 | at least 1",
        "search-rate: -0.1 | learning rate must be above 0",
        "tuning-decay: slow | constant, cosine or steps, not slow",
        "tuning-rate: -1 | learning rate must be above 0",
        "link: modem | is no link",
        "teacher: {run: first, epochs: 3} | either an existing run or one to train",
        "teacher: first | A mapping of names",
        "sensitivity: {epoch: 3} | nothing called epoch",
        "name: a/b | cannot be called",
      })
  void whatIsWrongIsOneSentence(String line, String words) {
    String key = line.split(":", 2)[0];
    String rest =
        String.join("\n", GOOD.lines().filter(other -> !other.startsWith(key + ":")).toList());

    assertThatThrownBy(() -> read(rest + "\n" + line + "\n").cells(NETWORK))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[-1]", "[1.5]", "[-0.1]", "[1000000]"})
  void budgetsThatNoNetworkCanMeetAreBudgetFailures(String budgets) {
    String grid = GOOD.replace("[100, 0.1]", budgets);

    assertThatThrownBy(() -> read(grid).cells(NETWORK)).isInstanceOf(BudgetException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [", "a: 1\na: 2", "[1]", "text", ""})
  void whatIsNoMappingIsOneSentence(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "epoch, 3, no option epoch",
    "run, other, no option run",
    "world-size, 4, no option world-size",
    "rank, 1, no option rank",
    "master, localhost:1, no option master",
    "meeting, folder, no option meeting",
    "batch-parts, 2, no option batch-parts",
    "epochs, many, many",
    "no-flip, perhaps, true or false",
    "precision, fp8, fp8",
  })
  void aTeacherThatCannotBeTrainedIsOneSentence(String name, String value, String words) {
    assertThatThrownBy(
            () -> Train.settings(Map.of("data", "embedded", name, value), Console.ofProcess()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aTeachersOptionsAreThoseOfTrain() {
    TrainSettings settings =
        Train.settings(
            Map.of("data", "embedded", "width", "8", "no-flip", "true", "seed", "7"),
            Console.ofProcess());

    assertThat(settings.width()).isEqualTo(8);
    assertThat(settings.flip()).isFalse();
    assertThat(settings.seed()).isEqualTo(7);
    assertThat(settings.epochs()).isEqualTo(30);
    assertThat(
            Train.settings(Map.of("data", "embedded", "no-flip", "false"), Console.ofProcess())
                .flip())
        .isTrue();
  }

  @Test
  void settingsThatLeaveThePrecisionOpenAllowAnyAndTheImagesMayHaveMoved() {
    TrainSettings open =
        Train.settings(Map.of("data", "embedded", "width", "8"), Console.ofProcess());
    TrainSettings made = open.withPrecision(Precision.FP32).withData("/elsewhere");

    assertThat(open.allows(made)).isTrue();
    assertThat(open.withPrecision(Precision.FP32).allows(made)).isTrue();
    assertThat(open.withPrecision(Precision.BF16).allows(made)).isFalse();
    assertThat(made.allows(open)).isFalse();
    assertThat(
            Train.settings(Map.of("data", "embedded", "width", "9"), Console.ofProcess())
                .allows(made))
        .isFalse();
    assertThat(open.variant()).isEqualTo("resnet18");
    assertThat(
            Train.settings(
                    Map.of("data", "embedded", "no-stem-relu", "true", "pool", "max"),
                    Console.ofProcess())
                .variant())
        .isEqualTo("resnet18, no stem ReLU, max pooling");
  }

  /** The page's examples are grids that can be run. */
  @Test
  void theExamplesOfThePageAreValid() throws IOException {
    Path page = Path.of("..", "docs", "sweeps.md");
    Matcher examples =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
    List<SweepGrid> grids = new ArrayList<>();
    while (examples.find()) {
      grids.add(read(examples.group(1)));
    }

    assertThat(grids).isNotEmpty();
    for (SweepGrid grid : grids) {
      assertThat(
              grid.cells(
                  Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, 16))))
          .isNotEmpty();
      for (SweepGrid.Variant variant : grid.methods()) {
        assertThat(Methods.byName(variant.method()).linearizer(variant.set(), TeacherFacts.NONE))
            .isNotNull();
      }
      if (!grid.teacher().containsKey(SweepGrid.RUN)) {
        assertThat(Train.settings(grid.teacher(), Console.ofProcess()).epochs()).isPositive();
      }
    }
  }
}
