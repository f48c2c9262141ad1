// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The sender's side of one kind of extension, column by column. */
interface SenderColumns {
  /** The next bytes of each of the 128 columns of zero labels, given what the receiver sent. */
  void next(byte[] columns, byte[] message, int columnBytes);
}
