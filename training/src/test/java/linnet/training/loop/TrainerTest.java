// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Weights;
import linnet.network.bundle.Preprocessing;
import linnet.training.data.Augmentation;
import linnet.training.data.Batch;
import linnet.training.data.Batches;
import linnet.training.data.DataSets;
import linnet.training.data.Split;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.LearningRate;
import linnet.training.engine.Precision;
import linnet.training.engine.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private final Split split = SmallTraining.split();
  private final Preprocessing preprocessing = DataSets.embedded().preprocessing();

  @TempDir private Path folder;

  private final List<TrainingListener.StepReport> steps = new ArrayList<>();
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private final TrainingListener recording =
      new TrainingListener() {
        @Override
        public void step(StepReport report) {
          steps.add(report);
        }

        @Override
        public void epoch(EpochMetrics metrics) {
          epochs.add(metrics);
        }
      };

  private DifferentiableModel model() {
    var network = SmallTraining.network();
    return new DifferentiableModel(
        new Model(network, Weights.random(network, 3), Masks.all(network)), Execution.fp32());
  }

  private TrainingImages images() {
    return new TrainingImages(
        Batches.training(split.train(), preprocessing, Augmentation.NONE, 25, 1),
        Optional.of(Batches.evaluation(split.validation(), preprocessing, 15)));
  }

  private static Phase phase(int count, double rate) {
    return new Phase("small", count, LearningRate.cosine(rate), 0.9, 0, Phase.Selection.LAST, 1);
  }

  private TrainingResult run(DifferentiableModel model, TrainingTask task, Phase phase) {
    return Trainer.run(model, task, phase, images(), TrainingRecords.in(folder, recording));
  }

  @Test
  void trainingLearnsAndReportsStepsAndEpochs() {
    try (DifferentiableModel model = model()) {
      TrainingResult result = run(model, new Classification(model), phase(6, 0.05));
      assertThat(steps).hasSize(6 * 8);
      assertThat(steps.getLast().progress()).isEqualTo(new Progress(48, 48));
      assertThat(steps).allSatisfy(s -> assertThat(s.idleShare()).isBetween(0.0, 1.0));
      assertThat(epochs).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(epochs.getLast().loss()).isLessThan(epochs.getFirst().loss() * 0.7);
      assertThat(epochs.getLast().idleShare()).isEqualTo(steps.getLast().idleShare());
      assertThat(epochs.getLast().trainAccuracy()).isGreaterThan(0.5);
      assertThat(result.validationAccuracy())
          .isEqualTo(epochs.getLast().validationAccuracy())
          .isEqualTo(Evaluation.accuracy(model, images().validation().orElseThrow()));
      assertThat(result.model()).isEqualTo(model.snapshot());
    }
  }

  @Test
  void metricsHaveOneLinePerPhaseAndEpoch() throws IOException {
    try (DifferentiableModel model = model()) {
      Files.writeString(
          folder.resolve("metrics.jsonl"),
          "{\"phase\":\"other\",\"epoch\":2}\n{\"phase\":\"small\",\"epoch\":1}\n{\"torn");
      run(model, new Classification(model), phase(2, 0.01));
    }
    List<String> lines = Files.readAllLines(folder.resolve("metrics.jsonl"));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("{\"phase\":\"other\",\"epoch\":2}");
    assertThat(lines.get(1)).startsWith("{\"phase\":\"small\",\"epoch\":1,\"loss\":");
    assertThat(lines.get(2))
        .startsWith("{\"phase\":\"small\",\"epoch\":2,\"loss\":")
        .contains(
            "trainAccuracy",
            "validationAccuracy",
            "learningRate",
            "imagesPerSecond",
            "idleShare",
            "seconds");
  }

  @Test
  void theBestEpochIsSelectedByItsValidationAccuracy() {
    try (DifferentiableModel model = model()) {
      Phase best = new Phase("small", 5, LearningRate.cosine(0.1), 0.9, 0, Phase.Selection.BEST, 1);
      TrainingResult result = run(model, new Classification(model), best);
      double highest =
          epochs.stream().mapToDouble(EpochMetrics::validationAccuracy).max().orElseThrow();
      assertThat(result.validationAccuracy()).isEqualTo(highest);
      assertThat(epochs.get(result.epoch() - 1).validationAccuracy()).isEqualTo(highest);
      assertThat(result.model()).isEqualTo(model.snapshot());
      assertThat(Evaluation.accuracy(model, images().validation().orElseThrow()))
          .isEqualTo(highest);
    }
  }

  /** Counts its calls. */
  private static final class Counting implements TrainingTask {
    private final Classification learning;
    private int updates;
    private int stepsDone;
    private int epochsDone;

    Counting(DifferentiableModel model) {
      this.learning = new Classification(model);
    }

    @Override
    public Loss loss(Batch batch, Progress at) {
      assertThat(at.step()).isEqualTo(stepsDone);
      return learning.loss(batch, at);
    }

    @Override
    public void beforeUpdate(Progress at) {
      updates++;
      float[] gradients = Tensors.toFloats(learning.model().parameters().gradients());
      assertThat(gradients).isNotEqualTo(new float[gradients.length]);
    }

    @Override
    public void afterStep(Progress done) {
      stepsDone++;
      assertThat(done.step()).isEqualTo(stepsDone);
    }

    @Override
    public void afterEpoch(Progress done) {
      epochsDone++;
    }

    @Override
    public Map<String, Double> metrics() {
      return Map.of("epochsDone", (double) epochsDone);
    }

    @Override
    public Map<String, float[]> save() {
      return Map.of("counts", new float[] {updates, stepsDone, epochsDone});
    }

    @Override
    public void restore(Map<String, float[]> saved) {
      float[] counts = saved.getOrDefault("counts", new float[3]);
      updates = (int) counts[0];
      stepsDone = (int) counts[1];
      epochsDone = (int) counts[2];
    }
  }

  @Test
  void aTaskSeesEveryStepAndAPhaseThatHadEndedTrainsNoMore() {
    try (DifferentiableModel model = model()) {
      Counting task = new Counting(model);
      TrainingResult result = run(model, task, phase(2, 0.01));
      assertThat(result.epoch()).isEqualTo(2);
      assertThat(task.updates).isEqualTo(task.stepsDone).isEqualTo(16);
      assertThat(epochs.getLast().further()).containsEntry("epochsDone", 2.0);
      Counting again = new Counting(model);
      assertThat(run(model, again, phase(2, 0.01))).isEqualTo(result);
      assertThat(again.stepsDone).isEqualTo(16);
    }
  }

  @Test
  void aDivergingTrainingIsOneSentence() {
    try (DifferentiableModel model = model()) {
      assertThatThrownBy(() -> run(model, new Classification(model), phase(4, 1e12)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("diverged")
          .hasMessageContaining("smaller learning rate");
    }
  }

  @Test
  void validationIsOptional() throws IOException {
    try (DifferentiableModel model = model()) {
      TrainingImages trainOnly = new TrainingImages(images().train(), Optional.empty());
      TrainingResult result =
          Trainer.run(
              model,
              new Classification(model),
              phase(1, 0.01),
              trainOnly,
              TrainingRecords.in(folder, recording));
      assertThat(result.validationAccuracy()).isNaN();
      assertThat(Files.readString(folder.resolve("metrics.jsonl"))).doesNotContain("validation");
    }
  }

  @Test
  void theTeacherTrainingKeepsEveryRelu() {
    TrainingResult result = SmallTraining.run(folder, Precision.AUTO, recording);
    assertThat(result.model().relus()).isEqualTo(SmallTraining.network().relus());
    assertThat(epochs.getLast().learningRate())
        .isCloseTo(0.05 * 0.5 * (1 + Math.cos(Math.PI * 29 / 30)), within(1e-9));
  }
}
