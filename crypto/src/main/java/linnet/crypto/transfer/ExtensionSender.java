// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.TransferSession.BASE_TRANSFERS;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.random.Prg;

/**
 * The sender of an extension, which was the receiver of its base transfers, chosen by the bits of
 * Δ.
 *
 * <p>Reference: Ishai, Kilian, Nissim, Petrank, CRYPTO 2003; column form of Asharov, Lindell,
 * Schneider, Zohner, CCS 2013, protocol 52.
 */
final class ExtensionSender implements CorrelatedSender {
  private final Channel channel;
  private final MessageType type;
  private final Difference difference;
  private final Prg[] chosen;

  ExtensionSender(Channel channel, MessageType type, Difference difference, byte[][] chosen) {
    this.channel = channel;
    this.type = type;
    this.difference = difference;
    this.chosen = Extension.streams(chosen);
  }

  @Override
  public long differenceLow() {
    return difference.low();
  }

  @Override
  public long differenceHigh() {
    return difference.high();
  }

  @Override
  public byte[] extend(int lanes, int words) {
    int wordBytes = Extension.wordBytes(lanes);
    byte[] labels = new byte[Math.multiplyExact(words, wordBytes)];
    byte[] columns = new byte[wordBytes];
    for (int word = 0; word < words; word++) {
      byte[] message = channel.receive(type, wordBytes);
      fillColumns(columns, message, Extension.columnBytes(lanes));
      Extension.transpose(columns, lanes, labels, word * wordBytes);
    }
    return labels;
  }

  private void fillColumns(byte[] columns, byte[] message, int columnBytes) {
    for (int i = 0; i < BASE_TRANSFERS; i++) {
      int at = i * columnBytes;
      chosen[i].fill(columns, at, columnBytes);
      if (difference.bit(i) != 0) {
        Extension.xor(message, at, columns, at, columnBytes);
      }
    }
  }
}
