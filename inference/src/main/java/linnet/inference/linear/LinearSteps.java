// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import linnet.network.Shape;

/** The linear steps but the convolution, exact mod 2^64. */
final class LinearSteps {
  private LinearSteps() {}

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
