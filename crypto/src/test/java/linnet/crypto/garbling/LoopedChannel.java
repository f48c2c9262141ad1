// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayDeque;
import java.util.Arrays;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.Traffic;

/** Gives back what was sent, in order. */
final class LoopedChannel implements Channel {
  private final ArrayDeque<byte[]> messages = new ArrayDeque<>();

  /** What will be received next. */
  byte[] next() {
    return messages.getFirst();
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    messages.add(whole);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    return messages.remove();
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0);
  }

  @Override
  public String peer() {
    return "itself";
  }

  @Override
  public void close() {}
}
