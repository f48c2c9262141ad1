// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Optional;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;

/**
 * What all methods need to know about training a student. Presets stand in {@link Schedules}.
 *
 * @param search the phase in which masks are searched
 * @param tuning the phase with frozen masks
 * @param optimization how steps are made
 * @param seed of everything random: order, augmentation, random masks and weights
 * @param whole the network of the teacher that students learn from, where methods are handed one
 *     with fewer sites (see {@link LinearSites}); empty otherwise
 */
public record LinearizationOptions(
    PhaseOptions search,
    PhaseOptions tuning,
    Optimization optimization,
    long seed,
    Optional<Network> whole) {

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

  LinearizationOptions withWhole(Network other) {
    return new LinearizationOptions(search, tuning, optimization, seed, Optional.of(other));
  }

  /**
   * The all-ReLU network to learn from.
   *
   * @param given the teacher that the method was handed, which may lack sites
   */
  public Model guide(Model given) {
    return whole
        .map(network -> new Model(network, given.weights(), Masks.all(network)))
        .orElse(given);
  }
}
