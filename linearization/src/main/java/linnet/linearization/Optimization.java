// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.InputException;
import linnet.training.data.Augmentation;
import linnet.training.engine.Precision;

/**
 * How steps are made: stochastic gradient descent with Nesterov momentum.
 *
 * @param batchSize images of a step, at least 2 (batch normalization needs more than one)
 * @param momentum in [0, 1)
 * @param weightDecay at least 0
 * @param augmentation of the training images
 * @param precision of the arithmetic
 */
public record Optimization(
    int batchSize,
    double momentum,
    double weightDecay,
    Augmentation augmentation,
    Precision precision) {
  /** Rejects values out of range. */
  public Optimization {
    if (batchSize < 2 || !(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
      throw new InputException(
          "Training cannot run with batches of %d, momentum %s and weight decay %s; use at least 2, a number in [0, 1) and at least 0."
              .formatted(batchSize, momentum, weightDecay));
    }
  }

  /** Momentum 0.9 and weight decay 5e-4, as in the papers; the fastest precision. */
  public static Optimization of(int batchSize, Augmentation augmentation) {
    return new Optimization(batchSize, 0.9, 5e-4, augmentation, Precision.AUTO);
  }

  /** The same with batches of another size. */
  public Optimization withBatchSize(int images) {
    return new Optimization(images, momentum, weightDecay, augmentation, precision);
  }

  /** The same in another precision. */
  public Optimization withPrecision(Precision other) {
    return new Optimization(batchSize, momentum, weightDecay, augmentation, other);
  }
}
