// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.training.data.Augmentation;
import linnet.training.data.Batches;
import linnet.training.data.DataSets;
import linnet.training.data.Split;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.LearningRate;
import linnet.training.engine.Precision;
import linnet.training.parallel.Collective;
import linnet.training.parallel.Division;
import linnet.training.parallel.LostProcessException;
import linnet.training.parallel.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes end as one does, up to the order of sums. */
final class ParallelTrainingTest {
  private static final double ORDER_OF_SUMS = 1e-5; // seen: 3e-7; batches in other parts: 0.06

  @TempDir private Path folder;

  private TrainingResult small(String name, int parts, Collective processes) {
    return SmallTraining.run(
        folder.resolve(name + processes.rank()),
        Precision.FP32,
        TrainingListener.SILENT,
        2,
        new Division(parts, processes));
  }

  /** Root mean square over all weights. */
  private static double distance(Model left, Model right) {
    double squares = 0;
    long count = 0;
    for (String name : left.weights().names()) {
      float[] a = left.weights().get(name).values();
      float[] b = right.weights().get(name).values();
      for (int i = 0; i < a.length; i++) {
        squares += Math.pow((double) a[i] - b[i], 2);
      }
      count += a.length;
    }
    return Math.sqrt(squares / count);
  }

  @Test
  void twoProcessesWithTwoPartsEachEndAsOneWithFour() {
    TrainingResult one = smooth(new Division(4, Collective.alone()), "one");
    var two = Together.run(2, p -> smooth(new Division(4, p), "two" + p.rank()));
    assertThat(two.failures()).isEmpty();
    assertThat(two.results()).hasSize(2);
    assertThat(two.results().getLast()).isEqualTo(two.results().getFirst()); // bit for bit
    TrainingResult together = two.results().getFirst();
    assertThat(distance(together.model(), one.model())).isLessThan(ORDER_OF_SUMS);
    assertThat(together.validationAccuracy()).isEqualTo(one.validationAccuracy());
    assertThat(distance(smooth(Division.NONE, "whole").model(), one.model()))
        .as("batch normalization sees another batch")
        .isGreaterThan(10 * ORDER_OF_SUMS);
  }

  @Test
  void onlyTheLeaderLeavesTraces() throws IOException {
    var two = Together.run(2, processes -> small("two", 4, processes));
    assertThat(two.failures()).isEmpty();
    assertThat(two.results().getLast()).isEqualTo(two.results().getFirst());
    assertThat(Files.readAllLines(folder.resolve("two0/metrics.jsonl"))).hasSize(2);
    assertThat(folder.resolve("two1")).doesNotExist();
  }

  private TrainingResult smooth(Division division, String name) {
    return smooth(division, name, TrainingListener.SILENT);
  }

  private TrainingResult smooth(Division division, String name, TrainingListener listener) {
    return trained(SmallTraining.network(), division, name, listener);
  }

  @Test
  void withoutBatchNormTwoProcessesEndAsOneWithWholeBatches() {
    TrainingResult whole = plain(Division.NONE, "whole");
    var two = Together.run(2, p -> plain(new Division(2, p), "two" + p.rank()));
    assertThat(two.failures()).isEmpty();
    assertThat(distance(two.results().getFirst().model(), whole.model())).isLessThan(ORDER_OF_SUMS);
  }

  private TrainingResult plain(Division division, String name) {
    Network network =
        new Network(
            "plain",
            new Shape(1, 28, 28),
            List.of(
                new Node("c1", new Layer.Convolution(1, 4, 3, 2, 1, 1, true), List.of("input")),
                new Node("r1", new Layer.Relu(), List.of("c1")),
                new Node("c2", new Layer.Convolution(4, 8, 3, 2, 1, 1, true), List.of("r1")),
                new Node("r2", new Layer.Relu(), List.of("c2")),
                new Node("f", new Layer.Flatten(), List.of("r2")),
                new Node("l", new Layer.Linear(8 * 7 * 7, 10, true), List.of("f"))));
    return trained(network, division, name, TrainingListener.SILENT);
  }

  /** Without ReLUs: the order of sums may tip one over zero, and then all differs. */
  private TrainingResult trained(
      Network network, Division division, String name, TrainingListener listener) {
    Masks none = Masks.forEach(network, site -> Mask.none(site.shape()));
    Model fresh = new Model(network, Weights.random(network, 5), none);
    Split split = SmallTraining.split();
    Batches train =
        Batches.training(
            split.train(), DataSets.embedded().preprocessing(), Augmentation.STANDARD, 20, 1);
    Batches validation =
        Batches.evaluation(split.validation(), DataSets.embedded().preprocessing(), 20);
    CheckpointPolicy often =
        new CheckpointPolicy(folder.resolve(name + "/checkpoints"), Duration.ofHours(1), 3);
    try (DifferentiableModel model = new DifferentiableModel(fresh, Execution.fp32())) {
      return Trainer.run(
          model,
          new Classification(model),
          new Phase("p", 2, LearningRate.cosine(0.05), 0.9, 5e-4, Phase.Selection.LAST, 1),
          new TrainingImages(train, Optional.of(validation)),
          new TrainingRecords(often, folder.resolve(name + "/metrics.jsonl"), listener),
          division);
    }
  }

  /** Fails in the middle of the last epoch. */
  private static final class Interrupted implements TrainingListener {
    @Override
    public void step(StepReport report) {
      if (report.progress().step() == 17) {
        throw new IllegalStateException("interrupted");
      }
    }
  }

  /**
   * Up to the order of sums: once, on a processor that hides its caches, such a training did not
   * repeat bit for bit; why is not known. {@link ResumeTest} compares single processes bit for bit.
   */
  @Test
  void aTrainingLeftByItsLeaderResumesAsIfNothingHadHappenedWithAnyNumberOfProcesses() {
    var calm = Together.run(2, p -> smooth(new Division(2, p), "calm" + p.rank()));
    var rough =
        Together.run(2, p -> smooth(new Division(2, p), "rough" + p.rank(), new Interrupted()));
    assertThat(rough.failures().getFirst()).hasMessage("interrupted");
    assertThat(rough.failures().getLast()).isInstanceOf(LostProcessException.class);
    var resumed = Together.run(2, p -> smooth(new Division(2, p), "rough" + p.rank()));
    assertThat(resumed.failures()).isEmpty();
    assertThat(resumed.results().getLast()).isEqualTo(resumed.results().getFirst());
    TrainingResult undisturbed = calm.results().getFirst();
    TrainingResult again = resumed.results().getFirst();
    assertThat(again.epoch()).isEqualTo(undisturbed.epoch());
    assertThat(again.validationAccuracy()).isEqualTo(undisturbed.validationAccuracy());
    assertThat(distance(again.model(), undisturbed.model())).isLessThan(ORDER_OF_SUMS);
    TrainingResult alone = smooth(new Division(2, Collective.alone()), "rough0");
    assertThat(alone).isEqualTo(again); // complete already
  }

  @Test
  void processesWithDifferentSettingsDoNotBegin() {
    var outcome = Together.run(2, processes -> small("other", 2 + 2 * processes.rank(), processes));
    assertThat(outcome.failures().getLast())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("different settings")
        .hasMessageContaining("in 4 parts");
  }
}
