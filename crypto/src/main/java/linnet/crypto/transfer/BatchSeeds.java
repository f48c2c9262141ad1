// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.CorrelatedSender.LABEL_BYTES;
import static linnet.crypto.transfer.TransferSession.BASE_TRANSFERS;

import linnet.crypto.channel.LittleEndian;

/** The labels of 128 parent transfers as the base seeds of a batch. */
final class BatchSeeds {
  /** One word of two lanes: bit r of lane w chooses by bit 64w + r of Δ. */
  static final int LANES = 2;

  private BatchSeeds() {}

  static byte[][] of(long batch, byte[] labels) {
    return of(batch, labels, 0, 0);
  }

  /** Seeds of the labels ⊕ a difference. */
  static byte[][] of(long batch, byte[] labels, long low, long high) {
    SeedHash hash = new SeedHash("linnet transfer batch", LittleEndian.bytes(batch));
    byte[][] seeds = new byte[BASE_TRANSFERS][];
    for (int i = 0; i < BASE_TRANSFERS; i++) {
      int at = ((i & 63) * LANES + (i >> 6)) * LABEL_BYTES;
      long labelLow = LittleEndian.getLong(labels, at) ^ low;
      long labelHigh = LittleEndian.getLong(labels, at + 8) ^ high;
      seeds[i] = hash.seed(i, LittleEndian.bytes(labelLow, labelHigh));
    }
    return seeds;
  }
}
