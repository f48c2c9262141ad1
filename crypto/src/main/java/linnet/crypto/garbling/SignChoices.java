// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/** The bits of the client's truncated shares as choice words of the transfers of all blocks. */
final class SignChoices {
  private static final long EVERY_OTHER = 0x5555555555555555L;

  private SignChoices() {}

  static long[] of(SignLayout layout, long[] shares) {
    TransferWords words = layout.inputs();
    long[] choices = new long[words.choices()];
    for (SignBlock block : layout.blocks()) {
      if (block.lanes() == SignBlock.LANES && words.isFull(block.endTransfer())) {
        appendLanes(block, shares, choices);
      } else {
        appendBits(block, shares, words, choices);
      }
    }
    return choices;
  }

  /**
   * A full block in full words. A block is as wide as two words, so the bits of a unit are every
   * other group of its lane in the words.
   */
  private static void appendLanes(SignBlock block, long[] shares, long[] choices) {
    int group = (int) (block.firstTransfer() / TransferWords.LANES);
    long mask = -1L >>> (64 - block.bits());
    for (int unit = 0; unit < SignBlock.LANES; unit++) {
      long value = shares[block.firstUnit() + unit] & mask;
      int first = group + unit / TransferWords.LANES;
      int lane = unit % TransferWords.LANES;
      append(choices, first, lane, Long.expand(value, EVERY_OTHER));
      append(choices, first + 64, lane, Long.expand(value >>> 32, EVERY_OTHER));
    }
  }

  /** Sets up to 64 neighbouring bits of a lane, from a group on. */
  private static void append(long[] choices, int group, int lane, long bits) {
    int word = (group >>> 6) * TransferWords.LANES + lane;
    int shift = group & 63;
    if (bits != 0) {
      choices[word] |= bits << shift;
    }
    if (shift > 0 && bits >>> (64 - shift) != 0) {
      choices[word + TransferWords.LANES] |= bits >>> (64 - shift);
    }
  }

  private static void appendBits(
      SignBlock block, long[] shares, TransferWords words, long[] choices) {
    long transfer = block.firstTransfer();
    for (int bit = 0; bit < block.bits(); bit++) {
      for (int lane = 0; lane < block.lanes(); lane++, transfer++) {
        long value = shares[block.firstUnit() + lane] >>> bit & 1;
        choices[words.word(transfer)] |= value << words.bit(transfer);
      }
    }
  }
}
