// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import linnet.network.InputException;

/**
 * How sparse learning runs.
 *
 * @param density the proxy density d: fraction of all weights that stay, in (0, 1); SENet's is 0.1
 * @param pruneRate fraction of each layer's weights exchanged in the first round, in (0, 1); falls
 *     to 0 along half a cosine
 * @param epochs how long, at least 1
 * @param rounds exchanges per epoch, at least 1
 * @param rate the highest learning rate
 */
public record SparseLearningOptions(
    double density, double pruneRate, int epochs, int rounds, double rate) {
  /** Density 0.1, prune rate 0.5, 2 epochs of 10 rounds, rate 0.05. */
  public static final SparseLearningOptions STANDARD =
      new SparseLearningOptions(0.1, 0.5, 2, 10, 0.05);

  /** Rejects values out of range. */
  public SparseLearningOptions {
    if (!(density > 0 && density < 1 && pruneRate > 0 && pruneRate < 1 && rate > 0)
        || epochs < 1
        || rounds < 1) {
      throw new InputException(
          "Sparse learning cannot run with density %s, prune rate %s, %d epochs, %d rounds, rate %s; use fractions between 0 and 1 and positive numbers."
              .formatted(density, pruneRate, epochs, rounds, rate));
    }
  }

  /** The same to another proxy density. */
  public SparseLearningOptions withDensity(double other) {
    return new SparseLearningOptions(other, pruneRate, epochs, rounds, rate);
  }

  /** The same for another number of epochs. */
  public SparseLearningOptions withEpochs(int other) {
    return new SparseLearningOptions(density, pruneRate, other, rounds, rate);
  }
}
