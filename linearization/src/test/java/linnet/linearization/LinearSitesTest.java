// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.data.DataSet;
import linnet.training.data.DataSets;
import linnet.training.engine.Libtorch;
import linnet.training.loop.Progress;
import linnet.training.loop.TrainingListener;
import linnet.training.loop.TrainingRecords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinearSitesTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, 2));

  @TempDir private Path folder;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  @Test
  void bothConventionsOfResNetCountAsPublished() {
    NetworkOptions options = NetworkOptions.of(new Shape(3, 32, 32), 100, 64);
    Network resNet = Networks.byName("resnet18", options);
    assertThat(resNet.relus()).isEqualTo(557_056);
    Network stemless = LinearSites.without(resNet, Set.of("stem.relu"));
    assertThat(stemless.relus()).isEqualTo(491_520);
    assertThat(stemless).isEqualTo(Networks.byName("resnet18", options.withStemRelu(false)));
    Network wide = Networks.byName("wrn22x8", NetworkOptions.of(new Shape(3, 32, 32), 100, 16));
    assertThat(LinearSites.without(wide, Set.of("final.relu")).relus()).isEqualTo(1_359_872);
  }

  @Test
  void aSiteThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> LinearSites.without(NETWORK, Set.of("stem")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no ReLU site called stem; its sites are stem.relu, stage1");
  }

  @Test
  void theOptionNamesTheSites() {
    Linearizer method = new Watching(new ArrayList<>());
    assertThat(LinearSites.of(MethodSettings.of("watching", Map.of()), method)).isSameAs(method);
    MethodSettings settings = MethodSettings.of("watching", Map.of("linear-sites", "stem.relu"));
    assertThat(LinearSites.of(settings, method)).isInstanceOf(LinearSites.class);
    settings.requireAllKnown();
  }

  /** Notes whether student and teacher have the stem's site. */
  private record Watching(List<String> seen) implements Linearizer {
    @Override
    public String name() {
      return "watching";
    }

    @Override
    public LinearizedModel linearize(
        Model teacher,
        LinearizationData data,
        ReluBudget budget,
        LinearizationOptions options,
        TrainingRecords records) {
      StudentPhases phases = new StudentPhases(this, "", teacher, data, budget, options, records);
      MaskPolicy policy =
          new MaskPolicy() {
            @Override
            public Masks initial() {
              return Masks.all(teacher.network());
            }

            @Override
            public Sight sight(Progress at) {
              return Sight.BOTH;
            }

            @Override
            public void see(Pass student, Pass guide, int images) {
              seen.add(student.after().containsKey("stem.relu") + " " + guide.after().size());
            }
          };
      return phases.tune(phases.search(teacher, () -> policy));
    }
  }

  @Test
  void theStudentLacksTheSiteAndTheTeacherItLearnsFromDoesNot() {
    DataSet all = DataSets.embedded();
    LinearizationData data =
        new LinearizationData(all.train().first(8), all.train().first(4), all.preprocessing());
    Set<String> sites = Set.of("stem.relu", "stage4.block2.relu2");
    List<String> seen = new ArrayList<>();
    Model teacher = new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK));
    int counted =
        NETWORK.sites().stream()
            .filter(site -> !sites.contains(site.name()))
            .mapToInt(Site::units)
            .sum();
    Objective mismatch = Objective.TUNING.withActivationMismatch(10); // compares the stages' ends
    LinearizationOptions options =
        Schedules.quickstart().withEpochs(1, 1).withTuningObjective(mismatch);
    LinearizedModel result =
        new LinearSites(new Watching(seen), sites)
            .linearize(
                teacher,
                data,
                new ReluBudget(counted),
                options.withOptimization(options.optimization().withBatchSize(4)),
                TrainingRecords.in(folder, TrainingListener.SILENT));
    assertThat(seen).isNotEmpty().containsOnly("false 17");
    assertThat(result.model().relus()).isEqualTo(counted);
    assertThat(result.facts())
        .containsEntry("linearSites", "stem.relu, stage4.block2.relu2")
        .containsEntry("countedUnits", counted + " of " + NETWORK.relus());
  }
}
