// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.inference.plan.IntegerWeights;
import linnet.inference.plan.Step;
import linnet.network.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IntegerConvolutionTest {
  /** Bits of the weights: two limbs, three limbs, too large for limbs. */
  private static final int[] WEIGHT_BITS = {8, 24, 60};

  @ParameterizedTest(name = "{0} to {1} channels, {2}x{3}, kernel {4}/{5}+{6}, groups {7}, {8}")
  @CsvSource({
    "3,9,8,8,3,1,1,1,1",
    "16,24,33,31,3,1,1,1,1",
    "40,70,4,4,3,1,1,1,1",
    "8,17,2,2,3,1,1,1,5",
    "6,10,9,8,3,2,1,1,3",
    "5,8,8,9,1,2,0,1,2",
    "3,8,23,24,7,2,3,1,2",
    "4,6,11,12,5,1,2,1,2",
    "4,6,11,12,5,3,0,1,2",
    "130,33,1,1,1,1,0,1,1",
    "33,130,1,1,1,1,0,1,30",
    "12,12,7,8,3,1,1,12,2",
    "12,24,8,7,3,2,1,4,2",
    "2,3,5,5,1,1,4,1,2",
    "2,3,5,5,2,5,6,1,2"
  })
  void equalsTheDefinition(
      int in,
      int outChannels,
      int height,
      int width,
      int kernel,
      int stride,
      int padding,
      int groups,
      int batch) {
    Step.Convolution step =
        new Step.Convolution("c", "x", outChannels, kernel, stride, padding, groups, 8);
    for (int bits : WEIGHT_BITS) {
      requireDefinition(step, new Shape(in, height, width), batch, bits, 11L * bits + in);
    }
  }

  static Stream<Arguments> equalsTheDefinitionForRandomSizes() {
    return IntStream.range(0, 60).mapToObj(seed -> Arguments.of((long) seed));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource
  void equalsTheDefinitionForRandomSizes(long seed) {
    Random random = new Random(seed);
    int kernel = 1 + random.nextInt(5);
    int groups = random.nextInt(4) == 0 ? 2 : 1;
    Step.Convolution step =
        new Step.Convolution(
            "c",
            "x",
            groups * (1 + random.nextInt(12)),
            kernel,
            1 + random.nextInt(3),
            random.nextInt(kernel + 2),
            groups,
            8);
    Shape in =
        new Shape(
            groups * (1 + random.nextInt(6)),
            kernel + random.nextInt(9),
            kernel + random.nextInt(9));
    requireDefinition(step, in, 1 + random.nextInt(3), WEIGHT_BITS[random.nextInt(3)], seed);
  }

  private static void requireDefinition(
      Step.Convolution step, Shape in, int batch, int weightBits, long seed) {
    Random random = new Random(seed);
    Shape out =
        new Shape(step.outChannels(), outSize(step, in.height()), outSize(step, in.width()));
    Activations x = new Activations(in, batch, random.longs((long) in.units() * batch).toArray());
    int depth = in.channels() / step.groups() * step.kernel() * step.kernel();
    IntegerWeights weights =
        new IntegerWeights(
            random
                .longs((long) step.outChannels() * depth)
                .map(weight -> weight >> (64 - weightBits))
                .toArray(),
            random.longs(step.outChannels()).toArray());
    boolean biases = random.nextBoolean();
    assertThat(IntegerConvolution.apply(step, x, out, weights, biases).values())
        .isEqualTo(naive(step, x, out, weights, biases));
  }

  private static int outSize(Step.Convolution step, int size) {
    return (size + 2 * step.padding() - step.kernel()) / step.stride() + 1;
  }

  private static long[] naive(
      Step.Convolution step, Activations x, Shape out, IntegerWeights weights, boolean biases) {
    long[] result = new long[out.units() * x.batch()];
    for (int i = 0; i < result.length; i++) {
      int channel = i / out.plane() / x.batch();
      int image = i / out.plane() % x.batch();
      int y = i % out.plane() / out.width();
      result[i] =
          (biases ? weights.bias()[channel] : 0)
              + naive(step, x, channel, image, y, i % out.width(), weights.weight());
    }
    return result;
  }

  private static long naive(
      Step.Convolution step, Activations x, int output, int image, int y, int at, long[] weights) {
    int perGroup = x.shape().channels() / step.groups();
    int first = output / (step.outChannels() / step.groups()) * perGroup;
    long sum = 0;
    for (int i = 0; i < perGroup; i++) {
      for (int dy = 0; dy < step.kernel(); dy++) {
        for (int dx = 0; dx < step.kernel(); dx++) {
          int weight = ((output * perGroup + i) * step.kernel() + dy) * step.kernel() + dx;
          int row = y * step.stride() + dy - step.padding();
          int column = at * step.stride() + dx - step.padding();
          sum += weights[weight] * value(x, first + i, image, row, column);
        }
      }
    }
    return sum;
  }

  private static long value(Activations x, int channel, int image, int y, int at) {
    Shape shape = x.shape();
    boolean inside = y >= 0 && y < shape.height() && at >= 0 && at < shape.width();
    return inside ? x.values()[x.plane(channel, image) + y * shape.width() + at] : 0;
  }
}
