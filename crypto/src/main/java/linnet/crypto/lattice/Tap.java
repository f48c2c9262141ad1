// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * One weight position of a kernel, seen from the phase of the input that it reads: output (y, x)
 * reads the phase's value (y + row, x + column).
 *
 * @param weight index in the kernel's row-major weights
 * @param phaseRow input rows are those that leave this remainder when divided by the stride
 * @param phaseColumn likewise for columns
 */
record Tap(int weight, int phaseRow, int phaseColumn, int row, int column) {
  /** The taps of a kernel, row by row. */
  static Tap[] of(ConvolutionShape shape) {
    int kernel = shape.kernel();
    Tap[] taps = new Tap[kernel * kernel];
    for (int i = 0; i < taps.length; i++) {
      int y = i / kernel - shape.padding();
      int x = i % kernel - shape.padding();
      int stride = shape.stride();
      taps[i] =
          new Tap(
              i,
              Math.floorMod(y, stride),
              Math.floorMod(x, stride),
              Math.floorDiv(y, stride),
              Math.floorDiv(x, stride));
    }
    return taps;
  }
}
