// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.Traffic;

/** Notes direction, type and payload length of every message that its end sees. */
public final class RecordingChannel implements Channel {
  private final Channel line;
  private final List<String> messages = new ArrayList<>();

  public RecordingChannel(Channel line) {
    this.line = line;
  }

  /** One line a message, such as {@code "> 66 request 5"}; {@code >} was sent. */
  public List<String> messages() {
    return messages;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    messages.add("> %d %s %d".formatted(type.code(), type.name(), length));
    line.send(type, parts);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    byte[] payload = line.receive(type, minLength, maxLength);
    messages.add("< %d %s %d".formatted(type.code(), type.name(), payload.length));
    return payload;
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
