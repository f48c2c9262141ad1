// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.PuncturedTrees.DEPTH;
import static linnet.crypto.transfer.PuncturedTrees.TREES;

/**
 * Columns of a SoftSpoken sender, who lacks leaf Δ of each tree (Δ: its nibble): w_i = ⊕ {r_x : bit
 * i of x ⊕ Δ is one} needs no r_Δ and is v_i ⊕ Δ_i·u; adding Δ_i times the column that travelled
 * leaves v_i ⊕ Δ_i·choices.
 */
final class SoftSpokenSender implements SenderColumns {
  private final Difference difference;
  private final SoftSpokenReceiver.LeafStreams leaves;
  private byte[] unused = new byte[0];

  SoftSpokenSender(Difference difference, byte[][][] punctured) {
    this.difference = difference;
    leaves = new SoftSpokenReceiver.LeafStreams(punctured);
  }

  @Override
  public void next(byte[] columns, byte[] message, int length) {
    unused = unused.length < length ? new byte[length] : unused;
    for (int tree = 0; tree < TREES; tree++) {
      leaves.fold(tree, nibble(tree), columns, DEPTH * tree * length, unused, 0, length);
      for (int i = DEPTH * tree; i < DEPTH * (tree + 1); i++) {
        if (difference.bit(i) != 0) {
          TransferKernels.CURRENT.xor(message, tree * length, columns, i * length, length);
        }
      }
    }
  }

  private int nibble(int tree) {
    int nibble = 0;
    for (int i = 0; i < DEPTH; i++) {
      nibble |= difference.bit(DEPTH * tree + i) << i;
    }
    return nibble;
  }
}
