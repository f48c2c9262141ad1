// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.kernel.Kernels;

/** The inner loops of extensions, over arrays whose lengths are multiples of 8 bytes. */
abstract class TransferKernels {
  /** What this process uses. */
  static final TransferKernels CURRENT = of(Kernels.current());

  /** Transfers of a lane in a word. */
  private static final int GROUPS = Extension.GROUPS;

  /** Lanes turned at a time: two words of 64 bits each, hence one vector. */
  private static final int LANES_AT_ONCE = 4;

  private static final long[] STAGE_MASKS = {
    0x5555555555555555L,
    0x3333333333333333L,
    0x0F0F0F0F0F0F0F0FL,
    0x00FF00FF00FF00FFL,
    0x0000FFFF0000FFFFL,
    0x00000000FFFFFFFFL
  };

  static TransferKernels of(Kernels kernels) {
    return kernels == Kernels.VECTOR ? new VectorTransferKernels() : new ScalarTransferKernels();
  }

  /** {@code into ⊕= a}. */
  abstract void xor(byte[] a, int aOffset, byte[] into, int offset, int length);

  /**
   * Folds 16 streams of {@code length} bytes, one after the other: column i gets the sum of the
   * streams whose index has bit i, {@code sum} that of all but, where stream 0 is not known, not
   * meaningful.
   */
  abstract void fold(
      byte[] streams, byte[] columns, int columnsAt, byte[] sum, int sumAt, int length);

  /** One stage of the turn of 64 x 64 bit matrices, {@code width} of them side by side. */
  abstract void exchange(long[] slice, int width, int distance, long mask);

  /** 128 columns of 64·lanes bits become 64·lanes labels: 64 x 64 bit matrices, eight at a time. */
  final void transpose(byte[] columns, int lanes, byte[] labels, int offset) {
    long[] slice = new long[GROUPS * 2 * Math.min(lanes, LANES_AT_ONCE)];
    for (int lane = 0; lane < lanes; lane += LANES_AT_ONCE) {
      int count = Math.min(LANES_AT_ONCE, lanes - lane);
      Extension.gather(columns, lanes, lane, count, slice);
      for (int stage = STAGE_MASKS.length - 1; stage >= 0; stage--) {
        exchange(slice, 2 * count, 1 << stage, STAGE_MASKS[stage]);
      }
      Extension.scatter(slice, count, labels, offset, lane, lanes);
    }
  }
}
