// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.Arrays;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/** A convolution of one image in floating point, one kernel position after the other. */
final class RealConvolution {
  private final Step.Convolution step;
  private final double[] x;
  private final Shape in;
  private final Shape out;
  private final double[] result;

  private RealConvolution(Step.Convolution step, double[] x, Shape in, Shape out) {
    this.step = step;
    this.x = x;
    this.in = in;
    this.out = out;
    this.result = new double[out.units()];
  }

  static double[] apply(
      Step.Convolution step, double[] x, Shape in, Shape out, RealWeights weights) {
    return new RealConvolution(step, x, in, out).run(weights);
  }

  private double[] run(RealWeights weights) {
    int inPerGroup = in.channels() / step.groups();
    int outPerGroup = out.channels() / step.groups();
    int square = step.kernel() * step.kernel();
    int depth = inPerGroup * square;
    for (int o = 0; o < out.channels(); o++) {
      Arrays.fill(result, o * out.plane(), (o + 1) * out.plane(), weights.bias()[o]);
      for (int i = 0; i < depth; i++) {
        int channel = o / outPerGroup * inPerGroup + i / square;
        addPosition(o, channel, i % square, weights.weight()[o * depth + i]);
      }
    }
    return result;
  }

  private void addPosition(int outChannel, int channel, int position, double weight) {
    int dy = position / step.kernel() - step.padding();
    int dx = position % step.kernel() - step.padding();
    for (int y = 0; y < out.height(); y++) {
      int sourceY = y * step.stride() + dy;
      if (sourceY >= 0 && sourceY < in.height()) {
        int source = channel * in.plane() + sourceY * in.width() + dx;
        addLine(source, outChannel * out.plane() + y * out.width(), dx, weight);
      }
    }
  }

  private void addLine(int source, int to, int dx, double weight) {
    int stride = step.stride();
    int begin = Math.max(0, Math.ceilDiv(-dx, stride));
    int end = Math.min(out.width(), Math.floorDiv(in.width() - 1 - dx, stride) + 1);
    for (int at = begin; at < end; at++) {
      result[to + at] += weight * x[source + at * stride];
    }
  }
}
