// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;

/** In plain Java. */
final class ScalarTransferKernels extends TransferKernels {
  @Override
  void xor(byte[] a, int aOffset, byte[] into, int offset, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      putLong(into, offset + i, getLong(into, offset + i) ^ getLong(a, aOffset + i));
    }
  }

  @Override
  void fold(byte[] streams, byte[] columns, int columnsAt, byte[] sum, int sumAt, int length) {
    for (int i = 0; i < length; i += Long.BYTES) {
      foldOne(streams, i, length, columns, columnsAt + i, sum, sumAt + i);
    }
  }

  /** Bit by bit: the odd ones add up to the bit's column, pairs go on to the next bit. */
  private static void foldOne(
      byte[] streams, int at, int length, byte[] columns, int columnsAt, byte[] sum, int sumAt) {
    long all = 0;
    for (int bit = 0; bit < PuncturedTrees.DEPTH; bit++) {
      long column = 0;
      for (int x = 0; x < PuncturedTrees.LEAVES; x++) {
        column ^= -(x >>> bit & 1) & getLong(streams, x * length + at);
      }
      putLong(columns, columnsAt + bit * length, column);
    }
    for (int x = 0; x < PuncturedTrees.LEAVES; x++) {
      all ^= getLong(streams, x * length + at);
    }
    putLong(sum, sumAt, all);
  }

  @Override
  void exchange(long[] slice, int width, int distance, long mask) {
    for (int row = 0; row < Extension.GROUPS; row += 2 * distance) {
      exchangeRows(slice, row * width, distance * width, distance, mask);
    }
  }

  private static void exchangeRows(long[] slice, int from, int length, int distance, long mask) {
    for (int i = from; i < from + length; i++) {
      long upper = slice[i];
      long lower = slice[i + length];
      long moved = ((upper >>> distance) ^ lower) & mask;
      slice[i + length] = lower ^ moved;
      slice[i] = upper ^ (moved << distance);
    }
  }
}
