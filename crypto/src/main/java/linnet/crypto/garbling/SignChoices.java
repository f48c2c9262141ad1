// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/** The bits of the client's truncated shares as choice words of the transfers of all blocks. */
final class SignChoices {
  private SignChoices() {}

  static long[] of(SignLayout layout, long[] shares) {
    TransferWords words = layout.inputs();
    long[] choices = new long[words.choices()];
    for (SignBlock block : layout.blocks()) {
      if (block.lanes() == TransferWords.LANES && words.isFull(block.endTransfer())) {
        appendLanes(block, shares, choices);
      } else {
        appendBits(block, shares, words, choices);
      }
    }
    return choices;
  }

  /** A full block in full words: each lane's bits are neighbours in the lane's own words. */
  private static void appendLanes(SignBlock block, long[] shares, long[] choices) {
    int group = (int) (block.firstTransfer() / TransferWords.LANES);
    int word = (group >>> 6) * TransferWords.LANES;
    int shift = group & 63;
    long mask = -1L >>> (64 - block.bits());
    for (int lane = 0; lane < TransferWords.LANES; lane++) {
      long value = shares[block.firstUnit() + lane] & mask;
      choices[word + lane] |= value << shift;
      if (shift + block.bits() > 64) {
        choices[word + TransferWords.LANES + lane] |= value >>> (64 - shift);
      }
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
