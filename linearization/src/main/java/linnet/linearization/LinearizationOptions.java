// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.training.data.Augmentation;

/**
 * What all methods need to know about training a student. Presets stand in {@link Schedules}.
 *
 * @param search the phase in which masks are searched
 * @param tuning the phase with frozen masks
 * @param searchObjective what the search minimizes
 * @param tuningObjective what the tuning minimizes
 * @param batchSize images of a step
 * @param momentum of the optimizer, with Nesterov's look-ahead
 * @param weightDecay of the optimizer
 * @param augmentation of training images
 * @param seed of everything random: order, augmentation, random masks and weights
 */
public record LinearizationOptions(
    Schedule search,
    Schedule tuning,
    Objective searchObjective,
    Objective tuningObjective,
    int batchSize,
    double momentum,
    double weightDecay,
    Augmentation augmentation,
    long seed) {

  /** The same with another seed. */
  public LinearizationOptions withSeed(long other) {
    return new LinearizationOptions(
        search,
        tuning,
        searchObjective,
        tuningObjective,
        batchSize,
        momentum,
        weightDecay,
        augmentation,
        other);
  }

  /** The same with other numbers of epochs. */
  public LinearizationOptions withEpochs(int searchEpochs, int tuningEpochs) {
    return new LinearizationOptions(
        search.withEpochs(searchEpochs),
        tuning.withEpochs(tuningEpochs),
        searchObjective,
        tuningObjective,
        batchSize,
        momentum,
        weightDecay,
        augmentation,
        seed);
  }

  /** The same with another batch size. */
  public LinearizationOptions withBatchSize(int images) {
    return new LinearizationOptions(
        search,
        tuning,
        searchObjective,
        tuningObjective,
        images,
        momentum,
        weightDecay,
        augmentation,
        seed);
  }

  /** The same with another objective of the tuning. */
  public LinearizationOptions withTuningObjective(Objective other) {
    return new LinearizationOptions(
        search,
        tuning,
        searchObjective,
        other,
        batchSize,
        momentum,
        weightDecay,
        augmentation,
        seed);
  }
}
