// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import linnet.network.InputException;
import linnet.training.engine.LearningRate;

/**
 * How a trainer proceeds.
 *
 * @param name of the phase, for metrics and progress, such as {@code train} or {@code search}; also
 *     the name of the folder of its checkpoints
 * @param epochs passes over the training images, at least 1
 * @param learningRate over the course of the phase
 * @param momentum Nesterov momentum in [0, 1)
 * @param weightDecay at least 0
 * @param selection which epoch's model is the result
 * @param seed of whatever is random in the phase; a checkpoint of another seed is refused
 */
public record Phase(
    String name,
    int epochs,
    LearningRate learningRate,
    double momentum,
    double weightDecay,
    Selection selection,
    long seed) {
  /** Which epoch's model a phase returns. */
  public enum Selection {
    /** The last one. */
    LAST,
    /** The one with the best validation accuracy, the later of equals. */
    BEST
  }

  /** Rejects empty phases and names that are no file names. */
  public Phase {
    if (epochs < 1) {
      throw new InputException("A training needs at least 1 epoch, not %d.".formatted(epochs));
    }
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException("a phase called " + name);
    }
  }
}
