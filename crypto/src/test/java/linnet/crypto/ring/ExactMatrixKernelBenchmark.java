// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import linnet.crypto.kernel.Kernels;

/**
 * Prints the speed of the exact matrix kernel on one core at the shapes of ResNet18's 3x3 layers;
 * run {@code main}, with the Vector API on the module path for the vector kernel.
 */
final class ExactMatrixKernelBenchmark {
  private static final int COLUMNS = 384;
  private static final int ROUNDS = 9;

  private ExactMatrixKernelBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    int[][] shapes = {
      {64, 32, COLUMNS}, {128, 16, COLUMNS}, {256, 8, COLUMNS}, {512, 4, COLUMNS / 2}, {512, 4, 40}
    };
    for (int[] shape : shapes) {
      loops().forEach(loops -> measure(loops, shape[0], shape[1], shape[2]));
    }
  }

  private static Stream<MatrixLoops> loops() {
    return Kernels.vectorsAvailable()
        ? Stream.of(new VectorMatrixLoops(), new ScalarMatrixLoops())
        : Stream.of(new ScalarMatrixLoops());
  }

  private static void measure(MatrixLoops loops, int channels, int width, int columns) {
    Random random = new Random(1);
    int depth = channels * 9;
    long[] matrix = random.longs((long) channels * depth, -800, 800).toArray();
    PackedWeights weights = PackedWeights.pack(matrix, channels, depth, 32);
    int stride = columns + 2 * (width + 2) + 8;
    RowPanel panel =
        new RowPanel(
            random.doubles((long) channels * stride).map(x -> Math.rint(x * 0x1p31)).toArray(),
            rows(channels, width, stride));
    double[] sums = new double[channels * columns];
    ExactMatrixKernel kernel = new ExactMatrixKernel(loops);
    double operations = 2.0 * channels * depth * columns;
    int repetitions = (int) Math.max(1, 1e9 / operations);
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < repetitions; i++) {
        kernel.multiply(weights, panel, 0, columns, sums);
      }
      seconds[round] = (System.nanoTime() - start) * 1e-9;
    }
    Arrays.sort(seconds);
    System.out.printf(
        "%-18s %d channels of %dx%d, %d columns: %.1f GFLOP/s%n",
        loops.getClass().getSimpleName(),
        channels,
        width,
        width,
        columns,
        operations * repetitions / seconds[ROUNDS / 2] * 1e-9);
  }

  private static int[] rows(int channels, int width, int stride) {
    int[] rows = new int[channels * 9];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = k / 9 * stride + k % 9 / 3 * (width + 1) + k % 3;
    }
    return rows;
  }
}
