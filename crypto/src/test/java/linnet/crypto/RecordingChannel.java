// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;

/** Notes direction, type and payload length of every message that its end sees. */
public final class RecordingChannel extends ForwardingChannel {
  private final List<String> messages = new ArrayList<>();

  /** Watches a channel. */
  public RecordingChannel(Channel line) {
    super(line);
  }

  /** One line a message, such as {@code "> 66 request 5"}; {@code >} was sent. */
  public List<String> messages() {
    return messages;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    messages.add("> %d %s %d".formatted(type.code(), type.name(), length(parts)));
    super.send(type, parts);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    byte[] payload = super.receive(type, minLength, maxLength);
    messages.add("< %d %s %d".formatted(type.code(), type.name(), payload.length));
    return payload;
  }
}
