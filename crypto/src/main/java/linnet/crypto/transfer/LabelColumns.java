// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The columns of a receiver's labels: a function of its seeds alone. */
@FunctionalInterface
interface LabelColumns {
  /**
   * The next {@code columnBytes} bytes of each of the 128 columns, one column after the other; what
   * stands after them in the array is scratch.
   */
  void next(byte[] columns, int columnBytes);
}
