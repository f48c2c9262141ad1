// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import linnet.linearization.LinearSites;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.MethodSettings;
import linnet.linearization.Schedules;
import linnet.network.BudgetException;
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
import linnet.training.loop.TrainingListener;
import linnet.training.loop.TrainingRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReshapeTest {
  @TempDir private Path folder;

  private static Model teacher(String name, Shape input, int width) {
    Network network = Networks.byName(name, NetworkOptions.of(input, 10, width));
    return new Model(network, Weights.random(network, 1), Masks.all(network));
  }

  private static List<String> names(Network network) {
    return network.sites().stream().map(Site::name).toList();
  }

  @ParameterizedTest
  @CsvSource({"0.5, 1, 2", "1, 0.5, 4", "0.5, 0.5, 8", "0.25, 0.25, 64", "1, 1, 1"})
  void reshapedResNetHasFewerReLUsByAlphaAndTheSquareOfRho(
      double width, double resolution, int times) {
    Model teacher = teacher("resnet18", new Shape(3, 32, 32), 16);

    Model student = new Reshape(width, resolution).of(teacher);

    assertThat(student.network().relus()).isEqualTo(teacher.network().relus() / times);
    assertThat(student.relus()).as("all of them kept").isEqualTo(student.network().relus());
    assertThat(names(student.network())).isEqualTo(names(teacher.network()));
    assertThat(student.network().classes()).isEqualTo(10);
  }

  @Test
  void theStudentBeginsWithTheFirstChannelsOfTheTeacher() {
    Model teacher = teacher("resnet18", new Shape(3, 32, 32), 4);

    Weights weights = new Reshape(0.5, 1).of(teacher).weights();

    float[] whole = teacher.weights().get("stem.conv.weight").values();
    float[] half = weights.get("stem.conv.weight").values();
    assertThat(half).hasSize(whole.length / 2);
    for (int i = 0; i < half.length; i++) {
      assertThat(half[i]).isEqualTo(whole[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "-1", "0.3", "0.01"})
  void aResolutionThatIsNoneIsRefused(double resolution) {
    assertThatThrownBy(() -> new Reshape(1, resolution))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 over a whole number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "-1"})
  void aWidthThatIsNoneIsRefused(double width) {
    assertThatThrownBy(() -> new Reshape(width, 1)).isInstanceOf(InputException.class);
  }

  @Test
  void aNetworkThatCannotBeSmallerIsRefusedByName() {
    Model teacher = teacher("vgg16-five-pools", new Shape(3, 32, 32), 4);
    assertThatThrownBy(() -> new Reshape(1, 0.25).of(teacher))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "The network %s cannot run at resolution 0.25.".formatted(teacher.network().name()));
  }

  @Test
  void optionsHaveNames() {
    MethodSettings settings =
        MethodSettings.of("deepreduce", Map.of("width", "0.5", "resolution", "0.25"));
    assertThat(DeepReduceOptions.of(settings).reshape()).isEqualTo(new Reshape(0.5, 0.25));
  }

  @Test
  void aReshapedStudentLearnsFromTheWholeTeacherAndMeetsItsBudget() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
    Model teacher = teacher("resnet18", new Shape(1, 28, 28), 2);

    LinearizedModel student = linearize(method(new Reshape(0.5, 0.5)), teacher, 300);

    assertThat(student.model().relus()).isEqualTo(300);
    Network network = student.model().network();
    assertThat(network.sites().getFirst().shape()).isEqualTo(new Shape(1, 14, 14));
    assertThat(student.facts())
        .containsEntry("countedUnits", network.relus() + " of " + teacher.network().relus());
  }

  @Test
  void aBudgetAboveTheReshapedNetworkIsRefused() {
    Model teacher = teacher("resnet18", new Shape(1, 28, 28), 2);
    int all = teacher.network().relus();
    assertThatThrownBy(() -> linearize(method(new Reshape(0.5, 1)), teacher, all))
        .isInstanceOf(BudgetException.class);
  }

  @Test
  void linearSitesAndReshapingExcludeEachOther() {
    Model teacher = teacher("resnet18", new Shape(1, 28, 28), 2);
    Linearizer both = new LinearSites(method(new Reshape(0.5, 1)), Set.of("stem.relu"));
    assertThatThrownBy(() -> linearize(both, teacher, 10))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leave out linear-sites, or width and resolution");
  }

  private static DeepReduce method(Reshape reshape) {
    return new DeepReduce(new DeepReduceOptions(1, 0.05, 0.07, true, reshape));
  }

  private LinearizedModel linearize(Linearizer method, Model teacher, int budget) {
    DataSet all = DataSets.embedded();
    LinearizationData data =
        new LinearizationData(
            all.train().first(32),
            all.train().select(IntStream.range(200, 220).toArray()),
            all.preprocessing());
    LinearizationOptions options = Schedules.quickstart().withEpochs(1, 1).withSeed(3);
    return method.linearize(
        teacher,
        data,
        new ReluBudget(budget),
        options.withTuningObjective(options.tuning().objective().withActivationMismatch(10)),
        TrainingRecords.in(folder, TrainingListener.SILENT));
  }
}
