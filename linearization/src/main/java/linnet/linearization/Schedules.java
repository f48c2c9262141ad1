// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.linearization.Schedule.Decay;
import linnet.network.InputException;
import linnet.training.data.Augmentation;

/** Presets of {@link LinearizationOptions}, with seed 0. */
public final class Schedules {
  private Schedules() {}

  /** Minutes on two cores for the embedded data set: 3 + 4 epochs, batches of 64, no PRAM. */
  public static LinearizationOptions quickstart() {
    return new LinearizationOptions(
        new PhaseOptions(new Schedule(3, 0.05, Decay.COSINE), Objective.SEARCH),
        new PhaseOptions(new Schedule(4, 0.05, Decay.COSINE), Objective.TUNING),
        Optimization.of(64, new Augmentation(2, true)),
        0);
  }

  /**
   * For real data on one machine: 4 epochs of search at a constant rate, as in the papers, 8 of
   * tuning, batches of 128, no PRAM. A search whose rate falls to 0 leaves the student where a part
   * of the tuning only leads it away again (docs/results.md).
   */
  public static LinearizationOptions standard() {
    return new LinearizationOptions(
        new PhaseOptions(new Schedule(4, 0.05, Decay.CONSTANT), Objective.SEARCH),
        new PhaseOptions(new Schedule(8, 0.05, Decay.COSINE), Objective.TUNING),
        Optimization.of(128, Augmentation.STANDARD),
        0);
  }

  /**
   * SENet's published schedule for CIFAR: 150 epochs of search at the constant rate 0.05, 180 of
   * tuning from 0.01 with 1000 PRAM, batches of 128. Takes a GPU or days.
   */
  public static LinearizationOptions paper() {
    return new LinearizationOptions(
        new PhaseOptions(new Schedule(150, 0.05, Decay.CONSTANT), Objective.SEARCH),
        new PhaseOptions(new Schedule(180, 0.01, Decay.STEPS), Objective.PAPER_TUNING),
        Optimization.of(128, Augmentation.STANDARD),
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
}
