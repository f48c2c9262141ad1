// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.stream.IntStream;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * A convolution by its definition, one weight times one shifted plane at a time: for depthwise and
 * grouped ones, where a matrix product would be thin, and for weights too large for limbs.
 */
final class DirectConvolution {
  private final Step.Convolution step;
  private final Activations x;
  private final long[] weights;
  private final Activations result;
  private final int inChannels;
  private final int outChannels;

  DirectConvolution(Step.Convolution step, Activations x, long[] weights, Activations result) {
    this.step = step;
    this.x = x;
    this.weights = weights;
    this.result = result;
    this.inChannels = x.shape().channels() / step.groups();
    this.outChannels = step.outChannels() / step.groups();
  }

  /** Adds to the result. */
  void run() {
    IntStream.range(0, step.outChannels()).parallel().forEach(this::channel);
  }

  private void channel(int output) {
    int square = step.kernel() * step.kernel();
    int firstInput = output / outChannels * inChannels;
    for (int i = 0; i < inChannels * square; i++) {
      long weight = weights[output * inChannels * square + i];
      int dy = i % square / step.kernel() - step.padding();
      int dx = i % step.kernel() - step.padding();
      for (int image = 0; image < x.batch(); image++) {
        plane(weight, x.plane(firstInput + i / square, image), dy, dx, result.plane(output, image));
      }
    }
  }

  private void plane(long weight, int from, int dy, int dx, int to) {
    Shape in = x.shape();
    Shape out = result.shape();
    int begin = begin(dx);
    int end = end(dx, in.width(), out.width());
    int lastRow = end(dy, in.height(), out.height());
    for (int y = begin(dy); y < lastRow; y++) {
      int source = from + (y * step.stride() + dy) * in.width() + begin * step.stride() + dx;
      line(weight, source, to + y * out.width() + begin, end - begin);
    }
  }

  private void line(long weight, int from, int to, int count) {
    long[] values = x.values();
    long[] sums = result.values();
    int stride = step.stride();
    for (int i = 0; i < count; i++) {
      sums[to + i] += weight * values[from + i * stride];
    }
  }

  /** The first output position whose input, shifted by so much, is not padding. */
  private int begin(int shift) {
    return Math.max(0, Math.ceilDiv(-shift, step.stride()));
  }

  /** The output position after the last whose input is not padding. */
  private int end(int shift, int inSize, int outSize) {
    return Math.min(outSize, Math.floorDiv(inSize - 1 - shift, step.stride()) + 1);
  }
}
