// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) on one vector, with its usual decay rates
 * 0.9 and 0.999 and epsilon 1e-8.
 */
public final class Adam implements AutoCloseable {
  private static final double FIRST = 0.9;
  private static final double SECOND = 0.999;
  private static final double EPSILON = 1e-8;

  private final Tensor values;
  private final Tensor gradients;
  private final Tensor mean;
  private final Tensor square;
  private long steps;

  /**
   * Starts with no past.
   *
   * @param values what is optimized, changed in place; must outlive this
   * @param gradients of the values, in the same order; read at each step and left as they are
   */
  public Adam(Tensor values, Tensor gradients) {
    this.values = values;
    this.gradients = gradients;
    this.mean = Scope.keep(() -> Tensors.zerosLike(values));
    this.square = Scope.keep(() -> Tensors.zerosLike(values));
  }

  /** Moves each value by about the rate, against its gradient. */
  public void step(double rate) {
    steps++;
    Scope.run(() -> Scope.withoutGradients(() -> descend(rate)));
  }

  private Tensor descend(double rate) {
    Tensors.addInPlace(Tensors.timesInPlace(mean, FIRST), gradients, 1 - FIRST);
    Tensors.addInPlace(Tensors.timesInPlace(square, SECOND), gradients.mul(gradients), 1 - SECOND);
    double meanScale = 1 - Math.pow(FIRST, (double) steps);
    double squareScale = 1 - Math.pow(SECOND, (double) steps);
    Tensor deviation =
        Tensors.timesInPlace(square.sqrt(), 1 / Math.sqrt(squareScale)).add_(new Scalar(EPSILON));
    return Tensors.addInPlace(values, mean.div(deviation), -rate / meanScale);
  }

  /** A copy of the moving average of gradients, for a checkpoint. */
  public float[] mean() {
    return Tensors.toFloats(mean);
  }

  /** A copy of the moving average of squared gradients, for a checkpoint. */
  public float[] square() {
    return Tensors.toFloats(square);
  }

  /** Steps made so far. */
  public long steps() {
    return steps;
  }

  /** Goes on from what {@link #mean()}, {@link #square()} and {@link #steps()} gave. */
  public void restore(float[] savedMean, float[] savedSquare, long savedSteps) {
    Scope.run(() -> mean.copy_(Tensors.of(savedMean, mean.numel())));
    Scope.run(() -> square.copy_(Tensors.of(savedSquare, square.numel())));
    steps = savedSteps;
  }

  @Override
  public void close() {
    mean.close();
    square.close();
  }
}
