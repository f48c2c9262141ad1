// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;

/** The sender of an extension, which chose by the bits of Δ in its base transfers. */
final class ExtensionSender implements CorrelatedSender {
  private final Channel channel;
  private final MessageType type;
  private final TransferKind kind;
  private final Difference difference;
  private final SenderColumns source;

  ExtensionSender(
      Channel channel,
      MessageType type,
      TransferKind kind,
      Difference difference,
      SenderColumns source) {
    this.channel = channel;
    this.type = type;
    this.kind = kind;
    this.difference = difference;
    this.source = source;
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
    int columnBytes = Extension.columnBytes(lanes);
    byte[] labels = new byte[Math.multiplyExact(words, wordBytes)];
    byte[] columns = new byte[wordBytes];
    for (int word = 0; word < words; word++) {
      byte[] message = channel.receive(type, kind.wireColumns() * columnBytes);
      source.next(columns, message, columnBytes);
      TransferKernels.CURRENT.transpose(columns, lanes, labels, word * wordBytes);
    }
    return labels;
  }
}
