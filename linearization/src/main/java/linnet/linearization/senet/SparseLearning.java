// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.Optimization;
import linnet.linearization.RunSettings;
import linnet.linearization.Schedule;
import linnet.network.Model;
import linnet.training.engine.Device;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.loop.Phase;
import linnet.training.loop.Trainer;
import linnet.training.loop.TrainingRecords;

/**
 * SENet's stage 1, first half: how sensitive each site is, measured by sparse learning of the
 * all-ReLU network ({@link SparseTraining}). The result serves every budget.
 */
public final class SparseLearning {
  private static final String PHASE = "sensitivity";

  private SparseLearning() {}

  /**
   * Measures the sensitivity of every site; killed at any moment, it goes on when called again.
   *
   * @param records of the run; the phase is called {@code sensitivity}
   * @throws linnet.network.InputException if the records belong to another measurement, or a site
   *     has no layer with weights before it
   */
  public static ReluSensitivity measure(
      Model teacher,
      LinearizationData data,
      LinearizationOptions training,
      SparseLearningOptions options,
      TrainingRecords records) {
    Model whole = training.guide(teacher);
    SiteLayers.of(whole.network()); // refused before hours are spent
    Optimization optimization = training.optimization();
    RunSettings.claim(
        records,
        PHASE,
        Map.of(
            "sparseLearning", options.toString(),
            "optimization", optimization.toString(),
            "seed", Long.toString(training.seed()),
            "trainingImages", data.train().size() + " " + data.train().checksum(),
            "teacherWeights", Integer.toHexString(teacher.weights().hashCode())));
    Execution execution = new Execution(optimization.precision(), Device.AUTO);
    try (DifferentiableModel model = new DifferentiableModel(whole, execution)) {
      SparseTraining task = new SparseTraining(model, options);
      Trainer.run(
          model,
          task,
          phase(options, optimization, training.seed()),
          data.batches(optimization, training.seed(), "sensitivity"),
          records);
      return ReluSensitivity.of(whole.network(), task.connectivity());
    }
  }

  /**
   * The sensitivity that a file keeps; without the file it is measured and written there.
   *
   * @throws linnet.network.InputException if the file is of another teacher or proxy density, or
   *     cannot be read; also as {@link #measure}
   */
  public static ReluSensitivity cached(
      Path file,
      Model teacher,
      LinearizationData data,
      LinearizationOptions training,
      SparseLearningOptions options,
      TrainingRecords records) {
    if (Files.exists(file)) {
      return SensitivityFile.open(file, teacher).at(options.density());
    }
    ReluSensitivity measured = measure(teacher, data, training, options, records);
    SensitivityFile.write(file, teacher, options.density(), measured);
    return measured;
  }

  private static Phase phase(SparseLearningOptions options, Optimization optimization, long seed) {
    Schedule schedule = new Schedule(options.epochs(), options.rate(), Schedule.Decay.COSINE);
    return new Phase(
        PHASE,
        schedule.epochs(),
        schedule.learningRate(),
        optimization.momentum(),
        optimization.weightDecay(),
        Phase.Selection.LAST,
        seed);
  }
}
