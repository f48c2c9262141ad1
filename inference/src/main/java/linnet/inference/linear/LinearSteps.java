// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.function.Function;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/** The linear steps but the convolution, exact mod 2^64: public, so that any party can run them. */
public final class LinearSteps {
  private LinearSteps() {}

  /**
   * Runs a public linear step on ring elements, or on shares of them.
   *
   * @param step a pool, a sum or a flattening
   * @param values gives the values that the step reads, by name
   */
  public static Activations apply(
      ProgramPlan plan, Step step, Function<String, Activations> values) {
    Activations x = values.apply(step.inputs().getFirst());
    return switch (step) {
      case Step.Pool p ->
          pool(
              x,
              plan.shape(p.name()),
              p.kernelHeight(),
              p.kernelWidth(),
              p.stride(),
              p.multiplier());
      case Step.Sum s -> {
        int bits = plan.fractionalBits(s.name());
        yield sum(
            x,
            bits - plan.fractionalBits(s.left()),
            values.apply(s.right()),
            bits - plan.fractionalBits(s.right()));
      }
      case Step.Flatten f -> flatten(x);
      default -> throw new IllegalArgumentException(step.name() + " is no public linear step");
    };
  }

  /** {@code (x << xShift) + (y << yShift)}. */
  static Activations sum(Activations x, int xShift, Activations y, int yShift) {
    long[] result = new long[x.values().length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (x.values()[i] << xShift) + (y.values()[i] << yShift);
    }
    return new Activations(x.shape(), x.batch(), result);
  }

  /** {@code [C, B, H, W]} to {@code [C*H*W, B]}. */
  static Activations flatten(Activations x) {
    Shape flat = Shape.vector(x.shape().units());
    int plane = x.shape().plane();
    if (plane == 1 || x.batch() == 1) {
      return new Activations(flat, x.batch(), x.values());
    }
    Activations result = Activations.zeros(flat, x.batch());
    for (int unit = 0; unit < flat.units(); unit++) {
      for (int b = 0; b < x.batch(); b++) {
        result.values()[unit * x.batch() + b] = x.values()[x.plane(unit / plane, b) + unit % plane];
      }
    }
    return result;
  }

  /** Sums of windows times a multiplier. */
  static Activations pool(
      Activations x, Shape out, int kernelHeight, int kernelWidth, int stride, long multiplier) {
    Activations result = Activations.zeros(out, x.batch());
    for (int c = 0; c < out.channels(); c++) {
      for (int b = 0; b < x.batch(); b++) {
        int to = result.plane(c, b);
        for (int y = 0; y < out.height(); y++) {
          for (int at = 0; at < out.width(); at++) {
            int corner = x.plane(c, b) + (y * x.shape().width() + at) * stride;
            result.values()[to++] = multiplier * window(x, corner, kernelHeight, kernelWidth);
          }
        }
      }
    }
    return result;
  }

  private static long window(Activations x, int corner, int height, int width) {
    long sum = 0;
    for (int dy = 0; dy < height; dy++) {
      int row = corner + dy * x.shape().width();
      for (int dx = 0; dx < width; dx++) {
        sum += x.values()[row + dx];
      }
    }
    return sum;
  }
}
