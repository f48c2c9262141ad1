// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;

/** How a batch of transfers is extended from 128 base transfers. */
public enum TransferKind {
  /**
   * Ishai, Kilian, Nissim, Petrank, CRYPTO 2003, in the column form of Asharov, Lindell, Schneider,
   * Zohner, CCS 2013: 16 bytes a transfer.
   */
  IKNP(128),

  /** Roy, SoftSpokenOT, CRYPTO 2022, over the field of 16 elements: 4 bytes a transfer. */
  SOFT_SPOKEN(128 / PuncturedTrees.DEPTH);

  private final int wireColumns;

  TransferKind(int wireColumns) {
    this.wireColumns = wireColumns;
  }

  /** Columns of bits that travel, one bit of each a transfer. */
  int wireColumns() {
    return wireColumns;
  }

  /** Bytes that a batch's sender sends to begin it, framing included. */
  public long batchBytes() {
    return Channel.FRAME_HEADER_BYTES + (long) Extension.wordBytes(BatchSeeds.LANES);
  }

  /** Bytes that a batch's receiver sends to begin it, framing included. */
  public long treeBytes() {
    return this == IKNP ? 0 : Channel.FRAME_HEADER_BYTES + (long) PuncturedTrees.CORRECTION_BYTES;
  }

  /**
   * Bytes that the batch's receiver sends to extend by {@code words} words of {@code lanes} lanes,
   * framing included.
   */
  public long extensionBytes(int lanes, int words) {
    long message = (long) wireColumns * Extension.columnBytes(lanes);
    return words * (Channel.FRAME_HEADER_BYTES + message);
  }

  /** Bytes of a receiver's seeds. */
  public int seedBytes() {
    return this == IKNP ? IknpReceiver.SEED_BYTES : SoftSpokenReceiver.SEED_BYTES;
  }
}
