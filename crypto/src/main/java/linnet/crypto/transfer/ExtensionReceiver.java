// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.MessageType;

/** The receiver of an extension: makes its labels, and tells the sender its hidden choices. */
final class ExtensionReceiver implements CorrelatedReceiver {
  private final Channel channel;
  private final MessageType type;
  private final TransferKind kind;
  private final ReceiverColumns source;

  ExtensionReceiver(Channel channel, MessageType type, TransferKind kind, ReceiverColumns source) {
    this.channel = channel;
    this.type = type;
    this.kind = kind;
    this.source = source;
  }

  @Override
  public byte[] extend(int lanes, long[] choices) {
    int wordBytes = Extension.wordBytes(lanes);
    int columnBytes = Extension.columnBytes(lanes);
    byte[] bits = LittleEndian.bytes(choices);
    int words = bits.length / columnBytes;
    byte[] labels = new byte[Math.multiplyExact(words, wordBytes)];
    byte[] columns = new byte[wordBytes];
    byte[] message = new byte[kind.wireColumns() * columnBytes];
    for (int word = 0; word < words; word++) {
      source.next(columns, message, bits, word * columnBytes, columnBytes);
      channel.send(type, message);
      TransferKernels.CURRENT.transpose(columns, lanes, labels, word * wordBytes);
    }
    return labels;
  }

  @Override
  public byte[] seeds() {
    return source.seeds();
  }
}
