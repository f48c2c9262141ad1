// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import linnet.crypto.kernel.Kernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExactMatrixKernelTest {
  private static final int LIMB = 32;
  private static final double EDGE = 0x1p31;

  static Stream<Arguments> productsAreThoseOfBigIntegers() {
    return kernels()
        .flatMap(
            kernel ->
                Stream.of(
                        new int[] {1, 1, 1},
                        new int[] {8, 1, 24},
                        new int[] {9, 4608, 5},
                        new int[] {10, 289, 49},
                        new int[] {16, 288, 32},
                        new int[] {23, 577, 25},
                        new int[] {7, 3, 100})
                    .map(s -> Arguments.of(kernel, s[0], s[1], s[2])));
  }

  private static Stream<MatrixLoops> kernels() {
    return Kernels.vectorsAvailable()
        ? Stream.of(new ScalarMatrixLoops(), new VectorMatrixLoops())
        : Stream.of(new ScalarMatrixLoops());
  }

  @ParameterizedTest(name = "{0}: [{1}, {2}] times {3} columns")
  @MethodSource
  void productsAreThoseOfBigIntegers(MatrixLoops loops, int outputs, int depth, int columns) {
    Random random = new Random(7L * outputs + depth);
    long[] weights = randomWeights(random, outputs, depth);
    RowPanel panel = randomPanel(random, depth, columns + 3);
    double[] sums =
        product(loops, PackedWeights.pack(weights, outputs, depth, LIMB), panel, 2, columns);
    for (int o = 0; o < outputs; o++) {
      for (int j = 0; j < columns; j++) {
        assertThat(sums[o * ExactMatrixKernel.paddedColumns(columns) + j])
            .isEqualTo(naive(weights, o * depth, panel, 2 + j));
      }
    }
  }

  static Stream<MatrixLoops> theLargestAllowedSumsAreExact() {
    return kernels();
  }

  @ParameterizedTest
  @MethodSource
  void theLargestAllowedSumsAreExact(MatrixLoops loops) {
    int depth = 600;
    long[] weights = new long[depth];
    Arrays.fill(weights, (1L << 22) / depth);
    weights[17] += (1L << 22) - 1 - Arrays.stream(weights).sum();
    double[] values = new double[depth + 8];
    Arrays.fill(values, -EDGE);
    values[depth] = EDGE - 1;
    RowPanel panel = new RowPanel(values, IntStream.range(0, depth).toArray());
    double[] sums = product(loops, PackedWeights.pack(weights, 1, depth, LIMB), panel, 0, 1);
    assertThat(sums[0]).isEqualTo(naive(weights, 0, panel, 0)).isEqualTo(-EDGE * ((1L << 22) - 1));
    assertThat(product(loops, PackedWeights.pack(weights, 1, depth, LIMB), panel, 1, 1)[0])
        .isEqualTo(naive(weights, 0, panel, 1));
  }

  static Stream<MatrixLoops> rangesOfOutputsAndColumnsAreThoseOfTheWhole() {
    return kernels();
  }

  @ParameterizedTest
  @MethodSource
  void rangesOfOutputsAndColumnsAreThoseOfTheWhole(MatrixLoops loops) {
    Random random = new Random(3);
    PackedWeights weights = PackedWeights.pack(randomWeights(random, 21, 300), 21, 300, LIMB);
    RowPanel panel = randomPanel(random, 300, 40);
    double[] whole = product(loops, weights, panel, 0, 40);
    double[] part = product(loops, weights.range(8, 21).range(8, 13), panel, 8, 16);
    for (int o = 0; o < 5; o++) {
      assertThat(Arrays.copyOfRange(part, o * 16, o * 16 + 16))
          .isEqualTo(Arrays.copyOfRange(whole, (16 + o) * 40 + 8, (16 + o) * 40 + 24));
    }
    assertThat(Arrays.copyOfRange(part, 5 * 16, 8 * 16)).containsOnly(0);
  }

  @Test
  void weightsWhoseSumsCouldRoundAreRefused() {
    long[] weights = {-(1L << 21), (1L << 21) - 1, 0, 1};
    assertThatCode(() -> PackedWeights.pack(weights, 2, 2, LIMB)).doesNotThrowAnyException();
    assertThatThrownBy(() -> PackedWeights.pack(weights, 2, 2, LIMB + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be below 2097152");
    assertThatThrownBy(() -> PackedWeights.pack(new long[] {Long.MIN_VALUE}, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(PackedWeights.largestAbsoluteSum(weights, 2, 2)).isEqualTo((1L << 22) - 1);
    long[] huge = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, 5};
    assertThat(PackedWeights.largestAbsoluteSum(huge, 1, 4)).isEqualTo(1L << 62);
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    PackedWeights weights = PackedWeights.pack(new long[30], 10, 3, LIMB);
    ExactMatrixKernel kernel = ExactMatrixKernel.current();
    RowPanel panel = new RowPanel(new double[20], new int[] {0, -2, 4});
    double[] sums = new double[16 * 8];
    assertThatCode(() -> kernel.multiply(weights, panel, 2, 8, sums)).doesNotThrowAnyException();
    for (Runnable wrong :
        List.<Runnable>of(
            () -> kernel.multiply(weights, panel, 1, 8, sums),
            () -> kernel.multiply(weights, panel, 9, 1, sums),
            () -> kernel.multiply(weights, panel, 2, -9, sums),
            () -> kernel.multiply(weights, panel, 2, 8, new double[16 * 8 - 1]),
            () -> kernel.multiply(weights, new RowPanel(new double[20], new int[2]), 2, 8, sums),
            () -> weights.range(4, 10),
            () -> weights.range(8, 11),
            () -> PackedWeights.pack(new long[30], 10, 4, LIMB))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static double[] product(
      MatrixLoops loops, PackedWeights weights, RowPanel panel, int firstColumn, int columns) {
    double[] sums = new double[weights.paddedOutputs() * ExactMatrixKernel.paddedColumns(columns)];
    Arrays.fill(sums, Double.NaN);
    new ExactMatrixKernel(loops).multiply(weights, panel, firstColumn, columns, sums);
    return sums;
  }

  /** As large as allowed for this depth, in both signs. */
  private static long[] randomWeights(Random random, int outputs, int depth) {
    int bound = ((1 << 22) - 1) / depth;
    return random.longs((long) outputs * depth, -bound, bound + 1L).toArray();
  }

  /** Overlapping rows at random places, full of edges. */
  private static RowPanel randomPanel(Random random, int depth, int columns) {
    double[] values = new double[2 * depth + columns + 8];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (random.nextInt(3)) {
            case 0 -> -EDGE;
            case 1 -> EDGE;
            default -> random.nextInt();
          };
    }
    return new RowPanel(values, random.ints(depth, 0, 2 * depth + 1).toArray());
  }

  private static double naive(long[] weights, int from, RowPanel panel, int column) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < panel.depth(); k++) {
      long value = (long) panel.values()[panel.rows()[k] + column];
      sum = sum.add(BigInteger.valueOf(weights[from + k]).multiply(BigInteger.valueOf(value)));
    }
    assertThat(sum.bitLength()).isLessThanOrEqualTo(53);
    return sum.doubleValue();
  }
}
