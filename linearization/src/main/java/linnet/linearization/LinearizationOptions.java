// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

/**
 * What all methods need to know about training a student. Presets stand in {@link Schedules}.
 *
 * @param search the phase in which masks are searched
 * @param tuning the phase with frozen masks
 * @param optimization how steps are made
 * @param seed of everything random: order, augmentation, random masks and weights
 */
public record LinearizationOptions(
    PhaseOptions search, PhaseOptions tuning, Optimization optimization, long seed) {

  /** The same with another seed. */
  public LinearizationOptions withSeed(long other) {
    return new LinearizationOptions(search, tuning, optimization, other);
  }

  /** The same with other numbers of epochs. */
  public LinearizationOptions withEpochs(int searchEpochs, int tuningEpochs) {
    return new LinearizationOptions(
        search.withEpochs(searchEpochs), tuning.withEpochs(tuningEpochs), optimization, seed);
  }

  /** The same with another objective of the search. */
  public LinearizationOptions withSearchObjective(Objective other) {
    return new LinearizationOptions(search.withObjective(other), tuning, optimization, seed);
  }

  /** The same with another objective of the tuning. */
  public LinearizationOptions withTuningObjective(Objective other) {
    return new LinearizationOptions(search, tuning.withObjective(other), optimization, seed);
  }

  /** The same with other steps. */
  public LinearizationOptions withOptimization(Optimization other) {
    return new LinearizationOptions(search, tuning, other, seed);
  }
}
