// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Widths;
import linnet.training.data.Augmentation;
import linnet.training.data.Batches;
import linnet.training.data.DataSets;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.LearningRate;
import linnet.training.engine.Libtorch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A teacher of two widths, trained in one loop. */
class WidthTrainingTest {
  private static final Network NETWORK = SmallTraining.network().withWidths(Widths.of(0.5, 1));

  @TempDir private Path folder;

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1);
  }

  private TrainingResult train(Network network, String name, TrainingListener listener) {
    Path at = folder.resolve(name);
    return TeacherTraining.run(
        network,
        SmallTraining.split(),
        DataSets.embedded().preprocessing(),
        new TeacherTraining.Options(
            2,
            20,
            LearningRate.cosine(0.05),
            0.9,
            5e-4,
            Augmentation.STANDARD,
            Execution.fp32(),
            7),
        new TrainingRecords(
            new CheckpointPolicy(at.resolve("checkpoints"), Duration.ofHours(1), 3),
            at.resolve("metrics.jsonl"),
            listener));
  }

  private static TrainingListener stopAt(int step) {
    return new TrainingListener() {
      @Override
      public void step(StepReport report) {
        if (report.progress().step() == step) {
          throw new IllegalStateException("stopped");
        }
      }
    };
  }

  private List<String> metrics(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl")).stream()
        .map(line -> line.replaceAll("\"(imagesPerSecond|seconds|idleShare)\":[0-9.E]+", ""))
        .toList();
  }

  @Test
  void killedInTheMiddleItEndsBitForBitAsIfNothingHadHappened() throws IOException {
    TrainingResult whole = train(NETWORK, "whole", TrainingListener.SILENT);
    for (int step : new int[] {5, 13}) {
      try {
        train(NETWORK, "killed", stopAt(step));
      } catch (IllegalStateException stopped) {
        assertThat(stopped).hasMessage("stopped");
      }
    }
    assertThat(train(NETWORK, "killed", TrainingListener.SILENT)).isEqualTo(whole);
    assertThat(metrics("killed")).isEqualTo(metrics("whole")).hasSize(2);
  }

  @Test
  void theMetricsSayHowWellEveryWidthClassifies() throws IOException {
    TrainingResult result = train(NETWORK, "metrics", TrainingListener.SILENT);
    Matcher line =
        Pattern.compile("\"validationAccuracy@0.5\":([0-9.E-]+)")
            .matcher(metrics("metrics").get(result.epoch() - 1));
    assertThat(line.find()).isTrue();
    Batches validation =
        Batches.evaluation(
            SmallTraining.split().validation(), DataSets.embedded().preprocessing(), 20);
    try (var half = new DifferentiableModel(result.model().at(0.5), Execution.fp32())) {
      assertThat(Double.parseDouble(line.group(1)))
          .isCloseTo(Evaluation.accuracy(half, validation), within(1e-9));
    }
  }

  @Test
  void everyWidthLearns() {
    Model model = train(NETWORK, "both", TrainingListener.SILENT).model();
    Model alone = train(SmallTraining.network(), "alone", TrainingListener.SILENT).model();
    assertThat(model.weights().get("stem.bn@0.5.running_mean").values()).isNotEqualTo(new float[2]);
    assertThat(model.weights().get("stage4.block2.bn2@0.5.weight").values())
        .isNotEqualTo(model.at(1).weights().get("stage4.block2.bn2.weight").values());
    assertThat(model.at(1).weights()).isNotEqualTo(alone.weights());
  }
}
