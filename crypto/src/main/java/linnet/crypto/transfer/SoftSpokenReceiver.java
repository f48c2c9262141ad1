// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.PuncturedTrees.DEPTH;
import static linnet.crypto.transfer.PuncturedTrees.LEAVES;
import static linnet.crypto.transfer.PuncturedTrees.TREES;

import linnet.crypto.random.Prg;

/**
 * Columns of a SoftSpoken receiver, who knows all 16 leaves of each tree.
 *
 * <p>With r_x the stream of leaf x, a tree gives the four columns v_i = ⊕ {r_x : bit i of x is one}
 * and the sum u = ⊕ r_x; what travels is u ⊕ choices: one column where four labels' columns are
 * made. Roy, CRYPTO 2022, §3.1 (small-field VOLE), for the field of 16 elements.
 */
final class SoftSpokenReceiver implements ReceiverColumns {
  static final int SEED_BYTES = Prg.SEED_BYTES;

  private final byte[] seed;
  private final LeafStreams leaves;

  SoftSpokenReceiver(byte[] seed) {
    this.seed = seed.clone();
    leaves = new LeafStreams(PuncturedTrees.leaves(seed));
  }

  static LabelColumns labels(byte[] seed) {
    LeafStreams leaves = new LeafStreams(PuncturedTrees.leaves(seed));
    byte[] sum = new byte[0];
    return new LabelColumns() {
      private byte[] unused = sum;

      @Override
      public void next(byte[] columns, int length) {
        unused = unused.length < length ? new byte[length] : unused;
        for (int tree = 0; tree < TREES; tree++) {
          leaves.fold(tree, 0, columns, DEPTH * tree * length, unused, 0, length);
        }
      }
    };
  }

  @Override
  public void next(byte[] columns, byte[] message, byte[] choices, int from, int length) {
    for (int tree = 0; tree < TREES; tree++) {
      leaves.fold(tree, 0, columns, DEPTH * tree * length, message, tree * length, length);
      TransferKernels.CURRENT.xor(choices, from, message, tree * length, length);
    }
  }

  @Override
  public byte[] seeds() {
    return seed.clone();
  }

  /** The streams of all known leaves. */
  static final class LeafStreams {
    private final Prg[][] streams;
    private byte[] scratch = new byte[0];

    LeafStreams(byte[][][] leaves) {
      streams = new Prg[TREES][LEAVES];
      for (int tree = 0; tree < TREES; tree++) {
        for (int x = 0; x < LEAVES; x++) {
          byte[] leaf = leaves[tree][x];
          // The missing leaf's stream is never asked for: its coefficient is zero.
          streams[tree][x] = leaf.length == 0 ? null : new Prg(leaf);
        }
      }
    }

    /**
     * Adds up the next bytes of a tree's streams: column i gets the streams of leaves x whose bit i
     * of {@code x ⊕ shift} is one, the sum those of all known leaves.
     */
    void fold(
        int tree, int shift, byte[] columns, int columnsAt, byte[] sum, int sumAt, int length) {
      scratch = scratch.length < LEAVES * length ? new byte[LEAVES * length] : scratch;
      for (int y = 0; y < LEAVES; y++) {
        Prg stream = streams[tree][y ^ shift];
        if (stream != null) {
          stream.fill(scratch, y * length, length);
        }
      }
      TransferKernels.CURRENT.fold(scratch, columns, columnsAt, sum, sumAt, length);
    }
  }
}
