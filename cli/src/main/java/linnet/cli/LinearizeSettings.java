// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.Linearizer;
import linnet.linearization.Optimization;
import linnet.linearization.Schedule;
import linnet.linearization.Schedules;
import linnet.linearization.methods.Methods;
import linnet.linearization.methods.TeacherFacts;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides a linearization, as kept in the run's {@code config.yaml}.
 *
 * @param method one of {@link Methods}
 * @param set the method's own options, name to text; its defaults hold for the others
 * @param relus the budget
 * @param schedule name of a preset
 * @param searchEpochs 0 keeps the preset's
 * @param tuningEpochs 0 keeps the preset's
 * @param searchRate learning rate at the search's beginning; 0 keeps the preset's
 * @param tuningRate learning rate at the tuning's beginning; 0 keeps the preset's
 * @param searchDecay how the search's rate falls; null keeps the preset's
 * @param tuningDecay how the tuning's rate falls; null keeps the preset's
 * @param batch 0 keeps the preset's
 * @param activationMismatch weight of PRAM in the tuning; below 0 keeps the preset's
 */
record LinearizeSettings(
    String method,
    Map<String, String> set,
    int relus,
    String schedule,
    int searchEpochs,
    int tuningEpochs,
    double searchRate,
    double tuningRate,
    Schedule.@Nullable Decay searchDecay,
    Schedule.@Nullable Decay tuningDecay,
    int batch,
    double activationMismatch,
    long seed) {
  /** Sorts the method's options, a missing map is empty; rejects rates that are none. */
  LinearizeSettings {
    // Jackson hands over null where a file lacks the field.
    set = set == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(set));
    requireRate(searchRate);
    requireRate(tuningRate);
  }

  /** Rejects what is no learning rate; 0 stands for the schedule's. */
  static void requireRate(double rate) {
    if (!(rate >= 0 && Double.isFinite(rate))) {
      throw new InputException(
          "A learning rate must be above 0, or 0 for the schedule's, not %s.".formatted(rate));
    }
  }

  /** A method with the presets' choices everywhere. */
  static LinearizeSettings of(String method, int relus, String schedule, long seed) {
    return new LinearizeSettings(
        method, Map.of(), relus, schedule, 0, 0, 0, 0, null, null, 0, -1, seed);
  }

  /**
   * The method, with what is known of the teacher.
   *
   * @throws InputException if there is no such method, or it has no such option
   */
  Linearizer linearizer(TeacherFacts teacher) {
    return Methods.byName(method).linearizer(set, teacher);
  }

  /** The schedule, with images changed and numbers computed as the teacher's were. */
  LinearizationOptions options(TrainSettings teacher) {
    LinearizationOptions preset = Schedules.byName(schedule).withSeed(seed);
    LinearizationOptions chosen =
        preset.withSchedules(
            changed(preset.search().schedule(), searchEpochs, searchRate, searchDecay),
            changed(preset.tuning().schedule(), tuningEpochs, tuningRate, tuningDecay));
    if (activationMismatch >= 0) {
      chosen =
          chosen.withTuningObjective(
              chosen.tuning().objective().withActivationMismatch(activationMismatch));
    }
    int images = batch > 0 ? batch : preset.optimization().batchSize();
    return chosen.withOptimization(
        Optimization.of(images, teacher.augmentation()).withPrecision(teacher.precision()));
  }

  private static Schedule changed(
      Schedule preset, int epochs, double rate, Schedule.@Nullable Decay decay) {
    return new Schedule(
        epochs > 0 ? epochs : preset.epochs(),
        rate > 0 ? rate : preset.rate(),
        decay == null ? preset.decay() : decay);
  }
}
