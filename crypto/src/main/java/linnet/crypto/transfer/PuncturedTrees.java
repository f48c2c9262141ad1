// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.Extension.BASES;

import java.util.Arrays;
import linnet.crypto.random.Prg;

/**
 * 32 binary trees of depth 4 whose 16 leaves one party knows, the other all but one: those that its
 * 32 nibbles of Δ name.
 *
 * <p>A node's children are the first 32 bytes of its stream. For each level the tree's owner sends
 * the sums of all left and of all right children, each hidden by one seed of a base transfer. The
 * other party, who has one seed of each pair, learns the sum off its path and with it the one
 * sibling that it cannot compute. Leaves are numbered so that the missing one is Δ's nibble itself.
 * Reference: Goldreich, Goldwasser, Micali; Roy, CRYPTO 2022, figure 13 without the consistency
 * check, which semi-honest parties do not need.
 */
final class PuncturedTrees {
  /** Levels of a tree, and bits of Δ that it stands for. */
  static final int DEPTH = 4;

  static final int LEAVES = 1 << DEPTH;
  static final int TREES = BASES / DEPTH;
  private static final int SEED = Prg.SEED_BYTES;

  /** Bytes of the message with which the owner lets the other party know its leaves. */
  static final int CORRECTION_BYTES = 2 * BASES * SEED;

  private PuncturedTrees() {}

  /** All leaves of all trees, from one seed: {@code [32][16]}. */
  static byte[][][] leaves(byte[] seed) {
    Prg roots = new Prg(seed);
    byte[][][] leaves = new byte[TREES][][];
    for (int tree = 0; tree < TREES; tree++) {
      byte[][] level = {roots.bytes(SEED)};
      for (int depth = 0; depth < DEPTH; depth++) {
        level = children(level);
      }
      leaves[tree] = renumbered(level);
    }
    return leaves;
  }

  /** The owner's message: for each tree and level the hidden sums of left and right children. */
  static byte[] corrections(byte[] seed, SeedPairs pads) {
    Prg roots = new Prg(seed);
    byte[] message = new byte[CORRECTION_BYTES];
    for (int tree = 0; tree < TREES; tree++) {
      byte[][] level = {roots.bytes(SEED)};
      for (int depth = 0; depth < DEPTH; depth++) {
        level = children(level);
        int base = base(tree, depth);
        put(message, base, 0, sum(level, 0), pads.zero()[base]);
        put(message, base, 1, sum(level, 1), pads.one()[base]);
      }
    }
    return message;
  }

  /** All leaves but those named by Δ, which are null: {@code [32][16]}. */
  static byte[][][] punctured(byte[] message, Difference difference, byte[][] pads) {
    byte[][][] leaves = new byte[TREES][][];
    for (int tree = 0; tree < TREES; tree++) {
      byte[][] level = {new byte[0]}; // the root is on the path
      int path = 0;
      for (int depth = 0; depth < DEPTH; depth++) {
        int base = base(tree, depth);
        int side = difference.bit(base);
        level = children(level);
        path = 2 * path + (1 - side);
        byte[] sibling = xor(hidden(message, base, side), pads[base]);
        level[path ^ 1] = sibling;
        level[path ^ 1] = sum(level, side);
        level[path] = new byte[0];
      }
      leaves[tree] = renumbered(level);
    }
    return leaves;
  }

  /** The base transfer of a level: the first level decides the highest bit of the nibble. */
  private static int base(int tree, int depth) {
    return DEPTH * tree + DEPTH - 1 - depth;
  }

  /** Unknown nodes, which are empty, have unknown children. */
  private static byte[][] children(byte[][] level) {
    byte[][] next = new byte[2 * level.length][];
    for (int i = 0; i < level.length; i++) {
      if (level[i].length == 0) {
        next[2 * i] = level[i];
        next[2 * i + 1] = level[i];
      } else {
        Prg prg = new Prg(level[i]);
        next[2 * i] = prg.bytes(SEED);
        next[2 * i + 1] = prg.bytes(SEED);
      }
    }
    return next;
  }

  /** Sum of all known nodes that are left (0) or right (1) children. */
  private static byte[] sum(byte[][] level, int side) {
    byte[] sum = new byte[SEED];
    for (int i = side; i < level.length; i += 2) {
      if (level[i].length > 0) {
        sum = xor(sum, level[i]);
      }
    }
    return sum;
  }

  private static byte[][] renumbered(byte[][] level) {
    byte[][] leaves = new byte[LEAVES][];
    for (int i = 0; i < LEAVES; i++) {
      leaves[LEAVES - 1 - i] = level[i];
    }
    return leaves;
  }

  private static void put(byte[] message, int base, int side, byte[] sum, byte[] pad) {
    System.arraycopy(xor(sum, pad), 0, message, (2 * base + side) * SEED, SEED);
  }

  private static byte[] hidden(byte[] message, int base, int side) {
    int at = (2 * base + side) * SEED;
    return Arrays.copyOfRange(message, at, at + SEED);
  }

  private static byte[] xor(byte[] a, byte[] b) {
    byte[] result = new byte[SEED];
    for (int i = 0; i < SEED; i++) {
      result[i] = (byte) (a[i] ^ b[i]);
    }
    return result;
  }
}
