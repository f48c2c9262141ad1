// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.InputException;

/**
 * What a student is trained for: {@code crossEntropy * CE + distillation * T^2 KL(teacher ||
 * student) + activationMismatch * PRAM} (SENet, ICLR 2023, the objectives of its stages 2 and 3),
 * and {@link Consistency} where a method asks for it.
 *
 * @param crossEntropy weight of the cross entropy with the labels, at least 0
 * @param distillation weight of the divergence from the teacher's softened probabilities
 * @param activationMismatch weight of the post-ReLU activation mismatch at the stages' ends; 0
 *     spares its cost of about a tenth of the speed
 * @param temperature T, positive
 * @param consistency of post-activations with the teacher's
 */
public record Objective(
    double crossEntropy,
    double distillation,
    double activationMismatch,
    double temperature,
    Consistency consistency) {
  /** While masks are searched: 0.5 CE + 0.5 KD, T = 4. */
  public static final Objective SEARCH = new Objective(0.5, 0.5, 0, 4);

  /** With frozen masks, in short runs: 0.1 CE + 0.9 KD, T = 4. */
  public static final Objective TUNING = new Objective(0.1, 0.9, 0, 4);

  /** With frozen masks, in runs as long as the paper's: the same + 1000 PRAM. */
  public static final Objective PAPER_TUNING = TUNING.withActivationMismatch(1000);

  /** Rejects negative weights, an objective without any, and temperatures that are not positive. */
  public Objective {
    double least = Math.min(crossEntropy, Math.min(distillation, activationMismatch));
    double sum = crossEntropy + distillation + activationMismatch + consistency.weight();
    if (!(least >= 0 && sum > 0 && Double.isFinite(sum) && temperature > 0)) {
      throw new InputException(
          "The objective %s CE + %s KD + %s PRAM at temperature %s is none: weights must be at least 0 and one of them positive, as the temperature."
              .formatted(crossEntropy, distillation, activationMismatch, temperature));
    }
  }

  /** An objective without consistency. */
  public Objective(
      double crossEntropy, double distillation, double activationMismatch, double temperature) {
    this(crossEntropy, distillation, activationMismatch, temperature, Consistency.NONE);
  }

  /** The same with another weight of the post-ReLU activation mismatch. */
  public Objective withActivationMismatch(double weight) {
    return new Objective(crossEntropy, distillation, weight, temperature, consistency);
  }

  /** The same with another consistency of post-activations. */
  public Objective withConsistency(Consistency other) {
    return new Objective(crossEntropy, distillation, activationMismatch, temperature, other);
  }

  /** For example {@code 0.1 CE + 0.9 KD + 1000.0 PRAM, T = 4.0}. */
  @Override
  public String toString() {
    String more = consistency.weight() > 0 ? " + " + consistency : "";
    return "%s CE + %s KD + %s PRAM%s, T = %s"
        .formatted(crossEntropy, distillation, activationMismatch, more, temperature);
  }
}
