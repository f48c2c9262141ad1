// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.ring.PackedWeights;

/**
 * A part of a convolution as one matrix product: some output ciphertexts, some blocks of these, and
 * every input that they read.
 *
 * @param outputs the output ciphertexts, ascending
 * @param windows what is cut out of input ciphertexts, each {@code columns + span} long
 * @param span how far apart the taps of one window lie
 * @param rowWindow for each row of the product, the window that it reads
 * @param rowOffset for each row, how many coefficients after the window's start
 */
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record WeightSlice(
    int[] outputs,
    List<Window> windows,
    int span,
    int[] rowWindow,
    int[] rowOffset,
    PackedWeights weights) {
  /**
   * Coefficients of an input ciphertext.
   *
   * @param start of the window, less the first column that is computed
   */
  record Window(int input, int start) {}

  /**
   * The slices that make up the output ciphertexts {@code [first, first + count)}.
   *
   * @param weights {@code [O, I / groups, k, k]}
   */
  static List<WeightSlice> of(
      RingLayout layout, ConvolutionShape shape, long[] weights, int first, int count) {
    WeightSlicer slicer = new WeightSlicer(layout, shape, weights, first, count);
    List<WeightSlice> slices = new ArrayList<>();
    for (int group = 0; group < shape.groups(); group++) {
      slices.addAll(slicer.slices(group));
    }
    return slices;
  }

  /** Where each row starts in a panel in which windows are so far apart. */
  int[] rows(int stride) {
    int[] rows = new int[rowWindow.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = rowWindow[i] * stride + rowOffset[i];
    }
    return rows;
  }
}
