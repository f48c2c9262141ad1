// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import linnet.crypto.ring.PackedWeights;

/**
 * Cuts some output ciphertexts of a convolution into products that the matrix kernel sums exactly.
 *
 * <p>Blocks of the outputs share a slice as long as the weights of a ciphertext stay small enough
 * ({@link Limbs}); channel groups never share one, because they read different inputs.
 */
final class WeightSlicer {
  // With more, a panel that stays in the second cache would have very few columns.
  private static final int MOST_WINDOWS = 640;

  private final RingLayout layout;
  private final ConvolutionShape shape;
  private final long[] weights;
  private final int first;
  private final int count;
  private final Tap[] taps;
  private final int lowestShift;
  private final int span;

  WeightSlicer(RingLayout layout, ConvolutionShape shape, long[] weights, int first, int count) {
    this.layout = layout;
    this.shape = shape;
    this.weights = weights;
    this.first = first;
    this.count = count;
    taps = Tap.of(shape);
    int[] shifts = Arrays.stream(taps).mapToInt(layout.grid()::shift).toArray();
    lowestShift = Arrays.stream(shifts).min().orElseThrow();
    span = Arrays.stream(shifts).max().orElseThrow() - lowestShift;
  }

  /** The largest sum of the magnitudes of an output channel's weights, at most 2^62. */
  static long largestWeightSum(ConvolutionShape shape, long[] weights) {
    return PackedWeights.largestAbsoluteSum(weights, shape.outChannels(), shape.depth());
  }

  /** The slices of one channel group; none if its outputs are in other ciphertexts. */
  List<WeightSlice> slices(int group) {
    List<WeightSlice> slices = new ArrayList<>();
    List<Integer> blocks = new ArrayList<>();
    for (int block = 0; block < layout.outBlocks(); block++) {
      if (outputs(group, List.of(block)).length > 0) {
        blocks.add(block);
        if (!fits(group, blocks)) {
          blocks.removeLast();
          slices.add(slice(group, blocks));
          blocks = new ArrayList<>(List.of(block));
        }
      }
    }
    if (!blocks.isEmpty()) {
      slices.add(slice(group, blocks));
    }
    return slices;
  }

  private boolean fits(int group, List<Integer> blocks) {
    if (blocks.size() == 1) {
      return true;
    }
    return shape.groups() == 1
        && blocks.size() * layout.grid().planes() <= MOST_WINDOWS
        && IntStream.range(first, first + count)
            .allMatch(
                output -> weightSum(group, blocks, output) < NoiseAnalysis.ABSOLUTE_SUM_BOUND);
  }

  private long weightSum(int group, List<Integer> blocks, int output) {
    return blocks.stream()
        .map(block -> channel(output, block))
        .filter(channel -> isOf(group, channel))
        .mapToLong(this::weightSum)
        .sum();
  }

  private long weightSum(int channel) {
    int from = channel * shape.depth();
    return Arrays.stream(weights, from, from + shape.depth()).map(Math::abs).sum();
  }

  private int channel(int output, int block) {
    return output * layout.outBlocks() + block;
  }

  private boolean isOf(int group, int channel) {
    int channels = shape.outChannels() / shape.groups();
    return channel < shape.outChannels() && channel / channels == group;
  }

  private int[] outputs(int group, List<Integer> blocks) {
    return IntStream.range(first, first + count)
        .filter(output -> blocks.stream().anyMatch(block -> isOf(group, channel(output, block))))
        .toArray();
  }

  private WeightSlice slice(int group, List<Integer> blocks) {
    int[] outputs = outputs(group, blocks);
    Rows rows = new Rows(blocks.size());
    for (int block : blocks) {
      rows.add(group, block);
    }
    return new WeightSlice(
        outputs, rows.windows, span, rows.window, rows.offset, matrix(group, blocks, outputs));
  }

  /** The windows and rows of some blocks: block by block, channel by channel, tap by tap. */
  private final class Rows {
    final List<WeightSlice.Window> windows = new ArrayList<>();
    final int[] window;
    final int[] offset;
    private int next;

    Rows(int blocks) {
      window = new int[blocks * shape.depth()];
      offset = new int[window.length];
    }

    void add(int group, int block) {
      int channels = shape.inChannels() / shape.groups();
      for (int channel = group * channels; channel < (group + 1) * channels; channel++) {
        int firstWindow = windows.size();
        List<Integer> planes = new ArrayList<>();
        for (Tap tap : taps) {
          int plane = layout.grid().plane(channel, tap);
          if (!planes.contains(plane)) {
            planes.add(plane);
            windows.add(window(block, plane));
          }
          window[next] = firstWindow + planes.indexOf(plane);
          offset[next++] = layout.grid().shift(tap) - lowestShift;
        }
      }
    }

    private WeightSlice.Window window(int block, int plane) {
      return new WeightSlice.Window(layout.input(plane), lowestShift - layout.shift(block, plane));
    }
  }

  private PackedWeights matrix(int group, List<Integer> blocks, int[] outputs) {
    int depth = shape.depth();
    long[] matrix = new long[Math.multiplyExact(outputs.length, blocks.size() * depth)];
    for (int i = 0; i < outputs.length; i++) {
      for (int b = 0; b < blocks.size(); b++) {
        int channel = channel(outputs[i], blocks.get(b));
        if (isOf(group, channel)) {
          System.arraycopy(
              weights, channel * depth, matrix, (i * blocks.size() + b) * depth, depth);
        }
      }
    }
    return PackedWeights.pack(matrix, outputs.length, blocks.size() * depth, Limbs.BITS);
  }
}
