// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** In the Vector API, 512 bits at a time; loaded only where it is there. */
final class VectorTransferKernels extends TransferKernels {
  private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_512;
  private static final int STEP = 64;
  private static final ScalarTransferKernels REST = new ScalarTransferKernels();

  @Override
  void xor(byte[] a, int aOffset, byte[] into, int offset, int length) {
    int i = 0;
    for (; i + STEP <= length; i += STEP) {
      load(a, aOffset + i)
          .lanewise(VectorOperators.XOR, load(into, offset + i))
          .intoArray(into, offset + i);
    }
    REST.xor(a, aOffset + i, into, offset + i, length - i);
  }

  @Override
  void fold(byte[] streams, byte[] columns, int columnsAt, byte[] sum, int sumAt, int length) {
    if (length % STEP != 0) {
      REST.fold(streams, columns, columnsAt, sum, sumAt, length);
      return;
    }
    for (int i = 0; i < length; i += STEP) {
      foldOne(streams, i, length, columns, columnsAt + i, sum, sumAt + i);
    }
  }

  /** Bit by bit: the odd ones add up to the bit's column, pairs go on to the next bit. */
  private static void foldOne(
      byte[] s, int at, int n, byte[] columns, int columnsAt, byte[] sum, int sumAt) {
    ByteVector x1 = load(s, at + n);
    ByteVector x3 = load(s, at + 3 * n);
    ByteVector x5 = load(s, at + 5 * n);
    ByteVector x7 = load(s, at + 7 * n);
    ByteVector x9 = load(s, at + 9 * n);
    ByteVector x11 = load(s, at + 11 * n);
    ByteVector x13 = load(s, at + 13 * n);
    ByteVector x15 = load(s, at + 15 * n);
    ByteVector odd = xor(xor(xor(x1, x3), xor(x5, x7)), xor(xor(x9, x11), xor(x13, x15)));
    odd.intoArray(columns, columnsAt);
    ByteVector p0 = xor(load(s, at), x1);
    ByteVector p1 = xor(load(s, at + 2 * n), x3);
    ByteVector p2 = xor(load(s, at + 4 * n), x5);
    ByteVector p3 = xor(load(s, at + 6 * n), x7);
    ByteVector p4 = xor(load(s, at + 8 * n), x9);
    ByteVector p5 = xor(load(s, at + 10 * n), x11);
    ByteVector p6 = xor(load(s, at + 12 * n), x13);
    ByteVector p7 = xor(load(s, at + 14 * n), x15);
    xor(xor(p1, p3), xor(p5, p7)).intoArray(columns, columnsAt + n);
    ByteVector q1 = xor(p2, p3);
    ByteVector q3 = xor(p6, p7);
    xor(q1, q3).intoArray(columns, columnsAt + 2 * n);
    ByteVector low = xor(xor(p0, p1), q1);
    ByteVector high = xor(xor(p4, p5), q3);
    high.intoArray(columns, columnsAt + 3 * n);
    xor(low, high).intoArray(sum, sumAt);
  }

  private static ByteVector load(byte[] a, int at) {
    return ByteVector.fromArray(BYTES, a, at);
  }

  private static ByteVector xor(ByteVector a, ByteVector b) {
    return a.lanewise(VectorOperators.XOR, b);
  }

  @Override
  void exchange(long[] slice, int width, int distance, long mask) {
    if (width != LONGS.length()) {
      REST.exchange(slice, width, distance, mask);
      return;
    }
    for (int row = 0; row < Extension.GROUPS; row += 2 * distance) {
      exchangeRows(slice, row * width, distance * width, distance, mask);
    }
  }

  private static void exchangeRows(long[] slice, int from, int length, int distance, long mask) {
    for (int i = from; i < from + length; i += LONGS.length()) {
      LongVector upper = LongVector.fromArray(LONGS, slice, i);
      LongVector lower = LongVector.fromArray(LONGS, slice, i + length);
      LongVector moved =
          upper
              .lanewise(VectorOperators.LSHR, distance)
              .lanewise(VectorOperators.XOR, lower)
              .and(mask);
      lower.lanewise(VectorOperators.XOR, moved).intoArray(slice, i + length);
      upper
          .lanewise(VectorOperators.XOR, moved.lanewise(VectorOperators.LSHL, distance))
          .intoArray(slice, i);
    }
  }
}
