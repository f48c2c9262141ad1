// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Preprocessing;
import linnet.network.bundle.Provenance;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunDirectoryTest {
  @TempDir private Path folder;
  private Workspace workspace;

  /** Settings as a command would keep them. */
  record Settings(String data, int epochs, double rate, boolean augment, Kind kind) {}

  enum Kind {
    PLAIN,
    FANCY
  }

  private static final Settings SETTINGS = new Settings("a \"b\": #c", 3, 0.1, true, Kind.FANCY);

  @BeforeEach
  void useTemporaryWorkspace() {
    workspace = new Workspace(folder.resolve("runs"));
  }

  @Test
  void aConfigurationReadsBackAsItWasWritten() {
    RunDirectory run = workspace.create("first");
    run.writeConfiguration(RunConfiguration.empty().with("train", SETTINGS));
    run.writeConfiguration(run.configuration().with("linearize student", SETTINGS));

    assertThat(run.configuration().section("train", Settings.class)).isEqualTo(SETTINGS);
    assertThat(run.configuration().sections().keySet())
        .containsExactly("train", "linearize student");
    assertThat(run.configuration().has("evaluate")).isFalse();
  }

  @Test
  void anUnknownKeyInTheConfigurationIsNamed() throws IOException {
    RunDirectory run = workspace.create("first");
    Files.writeString(run.path().resolve("config.yaml"), "train:\n  epochz: 3\n");

    assertThatThrownBy(() -> run.configuration().section("train", Settings.class))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("epochz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "train", "train:", "- 1\n- 2", "train: {", "train: 3", "\0"})
  void aMalformedConfigurationIsOneSentence(String text) throws IOException {
    RunDirectory run = workspace.create("first");
    Files.writeString(run.path().resolve("config.yaml"), text);

    assertThatThrownBy(run::configuration)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("config.yaml");
  }

  @Test
  void runsAreFoundByNameAndByPath() {
    RunDirectory run = workspace.create("first");
    run.writeConfiguration(RunConfiguration.empty());

    assertThat(workspace.find("first").path()).isEqualTo(run.path());
    assertThat(workspace.find(run.path().toString()).name()).isEqualTo("first");
    assertThat(workspace.runs()).containsExactly("first");
  }

  @Test
  void aMissingRunIsOneSentenceThatNamesTheRunsThereAre() {
    assertThatThrownBy(() -> workspace.find("none"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none")
        .hasMessageContaining("quickstart");
    workspace.create("first").writeConfiguration(RunConfiguration.empty());
    assertThatThrownBy(() -> workspace.find("none")).hasMessageContaining("first");
  }

  @Test
  void aTakenNameIsRefusedAndNumbersGoOn() {
    workspace.create("net-1").writeConfiguration(RunConfiguration.empty());

    assertThatThrownBy(() -> workspace.create("net-1"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already exists");
    assertThat(workspace.createNumbered("net").name()).isEqualTo("net-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "a/b", "", "-x", " "})
  void aNameThatIsNoPlainFileNameIsRefused(String name) {
    assertThatThrownBy(() -> workspace.create(name)).isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../other/teacher",
        "a/b",
        "",
        "senet@0.05",
        "checkpoints",
        "work",
        "Work",
        "plans",
        "images",
        "sensitivity",
        "config.yaml",
        "results.json"
      })
  void aBundleHasAPlainNameThatNothingElseOfARunHas(String name) {
    assertThatThrownBy(() -> RunDirectory.requireBundleName(name))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("A bundle cannot be called");
    RunDirectory.requireBundleName("senet-0.05");
  }

  @Test
  void bundlesAreListedTeacherFirst() {
    RunDirectory run = workspace.create("first");
    for (String name : List.of("senet", "student", "random", "teacher")) {
      run.writeBundle(name, bundle());
    }

    assertThat(run.bundles()).containsExactly("teacher", "student", "random", "senet");
    assertThat(run.newestBundle()).isEqualTo("student");
    assertThat(run.bundle("teacher").model()).isEqualTo(bundle().model());
  }

  @Test
  void aMissingBundleIsOneSentenceThatSaysHowToGetOne() {
    RunDirectory run = workspace.create("first");

    assertThatThrownBy(() -> run.bundle("teacher"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("--resume first");
    run.writeBundle("teacher", bundle());
    assertThatThrownBy(() -> run.bundle("student")).hasMessageContaining("linearize first");
  }

  @Test
  void figuresReadBackAsTheyWereWritten() {
    RunDirectory run = workspace.create("first");
    RunResults results =
        run.results()
            .with("teacher", ClassifierResult.made("training", 100, 2.5).withAccuracy(0.9, 50))
            .with("student", ClassifierResult.made("fisher", 10, 1))
            .with(
                new PrivateInferenceResult(20, 0, 20, 3, 1, 10, 1_000_000, 100_000, 12.5, 3, true));
    run.writeResults(results);

    assertThat(run.results()).isEqualTo(results);
    assertThat(run.results().classifiers().keySet()).containsExactly("teacher", "student");
  }

  @Test
  void corruptFiguresAreOneSentence() throws IOException {
    RunDirectory run = workspace.create("first");
    Files.writeString(run.path().resolve("results.json"), "{\"classifiers\": 7");

    assertThatThrownBy(run::results)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("results.json");
  }

  @Test
  void theEnvironmentNamesJavaProcessorAndRevision() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Path git = Files.createDirectories(home.resolve(".git/refs/heads"));
    Files.writeString(home.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(git.resolve("main"), "0123456789abcdef\n");
    RunDirectory run = workspace.create("first");
    run.writeEnvironment(Environment.ofThisMachine("1.2", home));

    assertThat(run.environment().facts())
        .containsEntry("linnet", "1.2")
        .containsEntry("revision", "0123456789abcdef")
        .containsKeys("java", "os", "processor", "processors");
  }

  private static Bundle bundle() {
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 2, 2));
    Model model = new Model(network, Weights.random(network, 1), Masks.all(network));
    return new Bundle(
        model,
        new Preprocessing(List.of(0.5f), List.of(0.5f)),
        List.of("a", "b"),
        Provenance.ofThisMachine());
  }

  @Test
  void aNarrowerWidthOfABundleIsAClassifierOfItsOwn() {
    RunDirectory run = new RunDirectory(folder.resolve("widths"));
    Network several = bundle().model().network().withWidths(Widths.of(0.5, 1));
    Model model = new Model(several, Weights.random(several, 1), Masks.all(several));
    Bundle written = bundle().withModel(model, bundle().provenance());
    run.writeBundle("teacher", written);
    assertThat(run.bundle("teacher").model()).isEqualTo(model);
    assertThat(run.bundle("teacher@0.5").model()).isEqualTo(model.at(0.5));
    assertThatThrownBy(() -> run.bundle("teacher@0.7")).hasMessageContaining("has no width 0.7");
    assertThatThrownBy(() -> run.bundle("student@0.5")).hasMessageContaining("called student;");
    assertThat(ClassifierName.parse("a@b")).isEqualTo(new ClassifierName("a@b", 1));
    assertThat(ClassifierName.parse("a@0.5")).hasToString("a@0.5");
    assertThat(ClassifierName.parse("a@0.5").at(1)).hasToString("a");
  }
}
