// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/**
 * The client's input bits as choice words of transfers: the bits of z_C, then those of r_next,
 * block after block, each lane a stream of its own; bit i of block b is transfer group b·bits + i.
 */
final class ChoiceWords {
  private final int width;
  private final long[] shares;
  private final long[] masks;

  ChoiceWords(int width, long[] shares, long[] masks) {
    this.width = width;
    this.shares = shares;
    this.masks = masks;
  }

  long[] of(Slice slice) {
    int bits = width + ReluCircuit.MASK_BITS;
    long[] words = new long[slice.transferWords(bits) * slice.lanes()];
    for (int block = 0; block < slice.blocks(); block++) {
      int unit = slice.unit(block);
      append(shares, unit, width, words, block * bits, slice.lanes());
      append(masks, unit, ReluCircuit.MASK_BITS, words, block * bits + width, slice.lanes());
    }
    return words;
  }

  private static void append(
      long[] values, int first, int bits, long[] words, int group, int lanes) {
    int word = (group >>> 6) * lanes;
    int shift = group & 63;
    long mask = -1L >>> (64 - bits);
    for (int lane = 0; lane < lanes; lane++) {
      long value = values[first + lane] & mask;
      words[word + lane] |= value << shift;
      if (shift + bits > 64) {
        words[word + lanes + lane] |= value >>> (64 - shift);
      }
    }
  }
}
