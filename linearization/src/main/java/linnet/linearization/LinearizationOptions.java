// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Optional;
import linnet.network.Model;

/**
 * What all methods need to know about training a student. Presets stand in {@link Schedules}.
 *
 * @param search the phase in which masks are searched
 * @param tuning the phase with frozen masks
 * @param optimization how steps are made
 * @param seed of everything random: order, augmentation, random masks and weights
 * @param whole the teacher that students learn from, where methods are handed one with fewer sites
 *     (see {@link LinearSites}) or of another shape; empty otherwise
 */
public record LinearizationOptions(
    PhaseOptions search,
    PhaseOptions tuning,
    Optimization optimization,
    long seed,
    Optional<Model> whole) {

  /** Methods are handed the teacher as it is. */
  public LinearizationOptions(
      PhaseOptions search, PhaseOptions tuning, Optimization optimization, long seed) {
    this(search, tuning, optimization, seed, Optional.empty());
  }

  /** The same with another seed. */
  public LinearizationOptions withSeed(long other) {
    return new LinearizationOptions(search, tuning, optimization, other, whole);
  }

  /** The same with other numbers of epochs. */
  public LinearizationOptions withEpochs(int searchEpochs, int tuningEpochs) {
    return new LinearizationOptions(
        search.withEpochs(searchEpochs),
        tuning.withEpochs(tuningEpochs),
        optimization,
        seed,
        whole);
  }

  /** The same with other schedules. */
  public LinearizationOptions withSchedules(Schedule ofSearch, Schedule ofTuning) {
    return new LinearizationOptions(
        search.withSchedule(ofSearch), tuning.withSchedule(ofTuning), optimization, seed, whole);
  }

  /** The same with another objective of the search. */
  public LinearizationOptions withSearchObjective(Objective other) {
    return new LinearizationOptions(search.withObjective(other), tuning, optimization, seed, whole);
  }

  /** The same with another objective of the tuning. */
  public LinearizationOptions withTuningObjective(Objective other) {
    return new LinearizationOptions(search, tuning.withObjective(other), optimization, seed, whole);
  }

  /** The same with other steps. */
  public LinearizationOptions withOptimization(Optimization other) {
    return new LinearizationOptions(search, tuning, other, seed, whole);
  }

  /** The same for a method that is handed another model than the teacher to learn from. */
  public LinearizationOptions withWhole(Model other) {
    return new LinearizationOptions(search, tuning, optimization, seed, Optional.of(other));
  }

  /**
   * The teacher to learn from.
   *
   * @param given the one that the method was handed, which may lack sites or channels
   */
  public Model guide(Model given) {
    return whole.orElse(given);
  }
}
