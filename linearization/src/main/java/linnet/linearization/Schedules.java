// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.InputException;
import linnet.training.data.Augmentation;

/** Presets of {@link LinearizationOptions}. */
public final class Schedules {
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;

  private Schedules() {}

  /** Minutes on two cores for the embedded data set: 3 + 4 epochs, batches of 64, no PRAM. */
  public static LinearizationOptions quickstart() {
    return shortRun(
        new Schedule(3, 0.05, Schedule.Decay.COSINE),
        new Schedule(4, 0.05, Schedule.Decay.COSINE),
        64,
        new Augmentation(2, true));
  }

  /** For real data on one machine: 4 + 8 epochs, batches of 128, no PRAM. */
  public static LinearizationOptions standard() {
    return shortRun(
        new Schedule(4, 0.05, Schedule.Decay.COSINE),
        new Schedule(8, 0.03, Schedule.Decay.COSINE),
        128,
        Augmentation.STANDARD);
  }

  /**
   * SENet's published schedule for CIFAR: 150 epochs of search at the constant rate 0.05, 180 of
   * tuning from 0.01 with 1000 PRAM, batches of 128. Takes a GPU or days.
   */
  public static LinearizationOptions paper() {
    return new LinearizationOptions(
        new Schedule(150, 0.05, Schedule.Decay.CONSTANT),
        new Schedule(180, 0.01, Schedule.Decay.STEPS),
        Objective.SEARCH,
        Objective.PAPER_TUNING,
        128,
        MOMENTUM,
        WEIGHT_DECAY,
        Augmentation.STANDARD,
        0);
  }

  /**
   * A preset by name.
   *
   * @throws InputException listing the names if there is none of this name
   */
  public static LinearizationOptions byName(String name) {
    return switch (name) {
      case "quickstart" -> quickstart();
      case "standard" -> standard();
      case "paper" -> paper();
      default ->
          throw new InputException(
              "There is no schedule called %s; choose one of quickstart, standard, paper."
                  .formatted(name));
    };
  }

  private static LinearizationOptions shortRun(
      Schedule search, Schedule tuning, int batchSize, Augmentation augmentation) {
    return new LinearizationOptions(
        search,
        tuning,
        Objective.SEARCH,
        Objective.TUNING,
        batchSize,
        MOMENTUM,
        WEIGHT_DECAY,
        augmentation,
        0);
  }
}
