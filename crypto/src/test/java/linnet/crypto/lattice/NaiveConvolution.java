// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/** A convolution mod 2^64 by its definition, for comparison. */
final class NaiveConvolution {
  private NaiveConvolution() {}

  /** Outputs {@code [O, B, OH, OW]} of values {@code [C, B, H, W]}. */
  static long[] of(ConvolutionShape shape, long[] weights, long[] values, int batch) {
    long[] outputs = new long[shape.outputCount(batch)];
    int at = 0;
    for (int o = 0; o < shape.outChannels(); o++) {
      for (int b = 0; b < batch; b++) {
        for (int y = 0; y < shape.outHeight(); y++) {
          for (int x = 0; x < shape.outWidth(); x++) {
            outputs[at++] = output(shape, weights, values, batch, o, b, y, x);
          }
        }
      }
    }
    return outputs;
  }

  private static long output(
      ConvolutionShape s, long[] weights, long[] values, int batch, int o, int b, int y, int x) {
    int depth = s.inChannels() / s.groups();
    int first = o / (s.outChannels() / s.groups()) * depth;
    long sum = 0;
    for (int c = 0; c < depth; c++) {
      for (int k = 0; k < s.kernel() * s.kernel(); k++) {
        int row = y * s.stride() + k / s.kernel() - s.padding();
        int column = x * s.stride() + k % s.kernel() - s.padding();
        if (row >= 0 && row < s.height() && column >= 0 && column < s.width()) {
          int at = (((first + c) * batch + b) * s.height() + row) * s.width() + column;
          sum += weights[(o * depth + c) * s.kernel() * s.kernel() + k] * values[at];
        }
      }
    }
    return sum;
  }
}
