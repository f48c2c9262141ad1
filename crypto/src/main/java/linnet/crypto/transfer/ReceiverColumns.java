// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The receiver's side of one kind of extension, column by column. */
interface ReceiverColumns {
  /**
   * The next bytes of each column.
   *
   * @param columns gets 128 columns of labels
   * @param message gets the columns that travel, with the choices hidden in them
   * @param choices one bit a transfer, from {@code from} on
   */
  void next(byte[] columns, byte[] message, byte[] choices, int from, int columnBytes);

  /** From which the labels can be regenerated; secret. */
  byte[] seeds();
}
