// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.List;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.PhaseOptions;
import linnet.linearization.Schedule;
import linnet.linearization.StudentPhases;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.engine.Device;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.loop.Evaluation;
import linnet.training.loop.TrainingRecords;
import linnet.training.loop.TrainingResult;

/**
 * DeepReDuce's first step: for each stage, a student that has only this stage's ReLUs learns from
 * labels and teacher for a while, and the accuracy it reaches tells how critical they are.
 */
public final class CriticalityMeasurement {
  private static final String NAME = "criticality";

  private CriticalityMeasurement() {}

  /**
   * Measures every stage; killed at any moment, it goes on when called again.
   *
   * @param data its validation images measure the accuracy; without any, the training images do
   * @param training the objective of its search and its optimization are used
   * @param records of the run; the phases are called {@code criticality-1} and so on
   * @throws linnet.network.InputException if the records belong to another measurement
   */
  public static StageCriticality measure(
      Model teacher,
      LinearizationData data,
      LinearizationOptions training,
      DeepReduceOptions options,
      TrainingRecords records) {
    Network network = teacher.network();
    StudentPhases phases =
        new StudentPhases(
            NAME,
            options.toString(),
            teacher,
            data,
            new ReluBudget(network.relus()),
            training,
            records);
    Schedule schedule =
        new Schedule(options.criticalityEpochs(), options.criticalityRate(), Schedule.Decay.COSINE);
    PhaseOptions how = new PhaseOptions(schedule, training.search().objective());
    List<Stage> stages = Stage.of(network);
    double[] accuracies = new double[stages.size()];
    for (int k = 0; k < accuracies.length; k++) {
      Model start = new Model(network, teacher.weights(), only(stages.get(k), network));
      TrainingResult result = phases.trial(NAME + "-" + (k + 1), start, how);
      accuracies[k] = accuracy(result, data, training);
    }
    return StageCriticality.of(network, accuracies, options.countExponent());
  }

  private static Masks only(Stage stage, Network network) {
    return Masks.forEach(
        network,
        site -> stage.sites().contains(site) ? Mask.all(site.shape()) : Mask.none(site.shape()));
  }

  private static double accuracy(
      TrainingResult result, LinearizationData data, LinearizationOptions training) {
    if (data.validation().size() > 0) {
      return result.validationAccuracy();
    }
    Execution execution = new Execution(training.optimization().precision(), Device.AUTO);
    var images =
        new LinearizationData(data.train(), data.train(), data.preprocessing())
            .batches(training.optimization(), training.seed(), "criticality");
    try (DifferentiableModel model = new DifferentiableModel(result.model(), execution)) {
      return Evaluation.accuracy(model, images.validation().orElseThrow());
    }
  }
}
