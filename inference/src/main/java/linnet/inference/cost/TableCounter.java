// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.Traffic;

/** A channel that counts the bytes of garbled tables among those it sends. */
final class TableCounter implements Channel {
  private final Channel line;
  private long bytes;

  TableCounter(Channel line) {
    this.line = line;
  }

  /** Payload bytes of tables so far; to be read when the sender has ended. */
  long bytes() {
    return bytes;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    line.send(type, parts);
    if (type.name().contains("tables")) {
      for (byte[] part : parts) {
        bytes += part.length;
      }
    }
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    return line.receive(type, minLength, maxLength);
  }

  @Override
  public Traffic traffic() {
    return line.traffic();
  }

  @Override
  public String peer() {
    return line.peer();
  }

  @Override
  public void close() {
    line.close();
  }
}
