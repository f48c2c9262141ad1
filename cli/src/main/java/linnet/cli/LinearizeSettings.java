// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.linearization.LinearizationOptions;
import linnet.linearization.Linearizer;
import linnet.linearization.Optimization;
import linnet.linearization.Schedules;
import linnet.linearization.fisher.FisherProgressive;
import linnet.linearization.random.RandomPlaces;
import linnet.linearization.senet.MismatchScore;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.senet.Senet;
import linnet.linearization.senet.SenetOptions;
import linnet.linearization.senet.SenetOptions.StudentInit;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a linearization, as kept in the run's {@code config.yaml}.
 *
 * @param relus the budget
 * @param schedule name of a preset
 * @param searchEpochs 0 keeps the preset's
 * @param tuningEpochs 0 keeps the preset's
 * @param batch 0 keeps the preset's
 * @param activationMismatch weight of PRAM in the tuning; below 0 keeps the preset's
 * @param score of SENet's mask search
 * @param studentInit of SENet's mask search
 */
record LinearizeSettings(
    Method method,
    int relus,
    String schedule,
    int searchEpochs,
    int tuningEpochs,
    int batch,
    double activationMismatch,
    MismatchScore score,
    StudentInit studentInit,
    long seed) {

  /** The methods by name. */
  enum Method {
    /** Linnet's own, progressive by Fisher importance. */
    FISHER,
    /** SENet's three stages. */
    SENET,
    /** The control: the same fraction of every site at random. */
    RANDOM
  }

  /** A method with the presets' choices everywhere. */
  static LinearizeSettings of(Method method, int relus, String schedule, long seed) {
    return new LinearizeSettings(
        method,
        relus,
        schedule,
        0,
        0,
        0,
        -1,
        MismatchScore.COUNTERFACTUAL,
        StudentInit.TEACHER,
        seed);
  }

  /** The method, with a sensitivity that was measured before if there is one. */
  Linearizer linearizer(@Nullable ReluSensitivity measured) {
    return switch (method) {
      case FISHER -> new FisherProgressive();
      case RANDOM -> new RandomPlaces();
      case SENET -> {
        SenetOptions options = SenetOptions.STANDARD.withScore(score).withStudentInit(studentInit);
        yield measured == null ? new Senet(options) : new Senet(options, measured);
      }
    };
  }

  /** The schedule, with images changed and numbers computed as the teacher's were. */
  LinearizationOptions options(TrainSettings teacher) {
    LinearizationOptions preset = Schedules.byName(schedule).withSeed(seed);
    LinearizationOptions chosen =
        preset.withEpochs(
            searchEpochs > 0 ? searchEpochs : preset.search().schedule().epochs(),
            tuningEpochs > 0 ? tuningEpochs : preset.tuning().schedule().epochs());
    if (activationMismatch >= 0) {
      chosen =
          chosen.withTuningObjective(
              chosen.tuning().objective().withActivationMismatch(activationMismatch));
    }
    int images = batch > 0 ? batch : preset.optimization().batchSize();
    return chosen.withOptimization(
        Optimization.of(images, teacher.augmentation()).withPrecision(teacher.precision()));
  }
}
