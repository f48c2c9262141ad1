// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.TransferSession.BASE_TRANSFERS;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.MessageType;
import linnet.crypto.random.Prg;

/** The receiver of an extension, which holds both seeds of every base transfer. */
final class ExtensionReceiver implements CorrelatedReceiver {
  private final Channel channel;
  private final MessageType type;
  private final Prg[] zero;
  private final Prg[] one;

  ExtensionReceiver(Channel channel, MessageType type, SeedPairs seeds) {
    this.channel = channel;
    this.type = type;
    zero = Extension.streams(seeds.zero());
    one = Extension.streams(seeds.one());
  }

  @Override
  public byte[] extend(int lanes, long[] choices) {
    int wordBytes = Extension.wordBytes(lanes);
    int columnBytes = Extension.columnBytes(lanes);
    byte[] bits = LittleEndian.bytes(choices);
    int words = bits.length / columnBytes;
    byte[] labels = new byte[Math.multiplyExact(words, wordBytes)];
    byte[] columns = new byte[wordBytes];
    byte[] message = new byte[wordBytes];
    for (int word = 0; word < words; word++) {
      for (int i = 0; i < BASE_TRANSFERS; i++) {
        column(i, columns, message, bits, word * columnBytes, columnBytes);
      }
      channel.send(type, message);
      Extension.transpose(columns, lanes, labels, word * wordBytes);
    }
    return labels;
  }

  private void column(int i, byte[] columns, byte[] message, byte[] bits, int from, int length) {
    int at = i * length;
    zero[i].fill(columns, at, length);
    one[i].fill(message, at, length);
    Extension.xor(columns, at, message, at, length);
    Extension.xor(bits, from, message, at, length);
  }
}
