// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.Arrays;
import java.util.stream.IntStream;
import linnet.crypto.ring.ExactMatrixProduct;
import linnet.crypto.ring.LongMatrix;
import linnet.inference.plan.IntegerWeights;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * A convolution of a batch as matrix products mod 2^64: weights {@code [O, C*k*k]} times the
 * patches of the input {@code [C*k*k, B*H*W]} (im2col), in panels of columns that fit in cache and
 * that run on all cores.
 */
final class IntegerConvolution {
  /** Longs of one panel: 1 MiB, so that a panel and the sums stay in a core's own cache. */
  private static final int PANEL = 1 << 17;

  /** Narrower panels cost more than a second core saves. */
  private static final int MINIMUM_COLUMNS = 24;

  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final ExactMatrixProduct PRODUCT = ExactMatrixProduct.scalar();

  private final Step.Convolution step;
  private final Activations x;
  private final Shape out;
  private final IntegerWeights weights;
  private final boolean biases;
  private final int inChannels;
  private final int outChannels;
  private final int depth;
  private final int columns;
  private final Activations result;

  private IntegerConvolution(
      Step.Convolution step, Activations x, Shape out, IntegerWeights weights, boolean biases) {
    this.step = step;
    this.x = x;
    this.out = out;
    this.weights = weights;
    this.biases = biases;
    this.inChannels = x.shape().channels() / step.groups();
    this.outChannels = out.channels() / step.groups();
    this.depth = inChannels * step.kernel() * step.kernel();
    this.columns = x.batch() * out.plane();
    this.result = Activations.zeros(out, x.batch());
  }

  static Activations apply(
      Step.Convolution step, Activations x, Shape out, IntegerWeights weights, boolean biases) {
    return new IntegerConvolution(step, x, out, weights, biases).run();
  }

  private Activations run() {
    if (biases) {
      fillWithBiases();
    }
    int panel = panelColumns();
    int panels = Math.ceilDiv(columns, panel);
    IntStream.range(0, panels * step.groups())
        .parallel()
        .forEach(task -> panel(task / panels, task % panels * panel, panel));
    return result;
  }

  /** Few enough for the cache and for every core to get some, but enough for long inner loops. */
  private int panelColumns() {
    int evenShare = Math.ceilDiv(columns, CORES);
    return Math.min(Math.clamp(PANEL / depth, 16, 2048), Math.max(MINIMUM_COLUMNS, evenShare));
  }

  private void fillWithBiases() {
    for (int o = 0; o < out.channels(); o++) {
      Arrays.fill(result.values(), o * columns, (o + 1) * columns, weights.bias()[o]);
    }
  }

  private void panel(int group, int from, int size) {
    int width = Math.min(size, columns - from);
    long[] patches = new long[depth * width];
    for (int row = 0; row < depth; row++) {
      patchRow(group, row, from, width, patches);
    }
    LongMatrix weight =
        LongMatrix.of(weights.weight(), out.channels(), depth)
            .rowRange(group * outChannels, (group + 1) * outChannels);
    LongMatrix sums =
        LongMatrix.of(result.values(), out.channels(), columns)
            .rowRange(group * outChannels, (group + 1) * outChannels)
            .columnRange(from, from + width);
    PRODUCT.multiplyAdd(weight, LongMatrix.of(patches, depth, width), sums);
  }

  /** One row of patches: one channel, shifted by one position of the kernel. */
  private void patchRow(int group, int row, int from, int width, long[] patches) {
    int square = step.kernel() * step.kernel();
    int channel = group * inChannels + row / square;
    int dy = row % square / step.kernel() - step.padding();
    int dx = row % step.kernel() - step.padding();
    int at = from;
    while (at < from + width) {
      int image = at / out.plane();
      int y = at % out.plane() / out.width();
      int firstX = at % out.width();
      int count = Math.min(out.width() - firstX, from + width - at);
      int sourceY = y * step.stride() + dy;
      if (sourceY >= 0 && sourceY < x.shape().height()) {
        int source = x.plane(channel, image) + sourceY * x.shape().width();
        patchLine(source, firstX, count, dx, patches, row * width + at - from);
      }
      at += count;
    }
  }

  /** Part of a line of one image; positions in the padding stay 0. */
  private void patchLine(int source, int firstX, int count, int dx, long[] patches, int to) {
    int stride = step.stride();
    int begin = Math.max(firstX, Math.ceilDiv(-dx, stride));
    int end = Math.min(firstX + count, Math.floorDiv(x.shape().width() - 1 - dx, stride) + 1);
    if (stride == 1 && end > begin) {
      System.arraycopy(x.values(), source + begin + dx, patches, to + begin - firstX, end - begin);
      return;
    }
    for (int at = begin; at < end; at++) {
      patches[to + at - firstX] = x.values()[source + at * stride + dx];
    }
  }
}
