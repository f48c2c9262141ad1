// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.Extension.BASES;

import linnet.crypto.random.Prg;

/** Columns of an IKNP sender: the stream of the seed that it chose, ⊕ u_i where its bit is one. */
final class IknpSender implements SenderColumns {
  private final Difference difference;
  private final Prg[] chosen;

  IknpSender(Difference difference, byte[][] chosen) {
    this.difference = difference;
    this.chosen = Extension.streams(chosen);
  }

  @Override
  public void next(byte[] columns, byte[] message, int length) {
    for (int i = 0; i < BASES; i++) {
      int at = i * length;
      chosen[i].fill(columns, at, length);
      if (difference.bit(i) != 0) {
        TransferKernels.CURRENT.xor(message, at, columns, at, length);
      }
    }
  }
}
