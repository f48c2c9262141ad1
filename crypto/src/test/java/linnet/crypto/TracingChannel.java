// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;

/** Keeps every message that its end sees, both ways. */
public final class TracingChannel extends ForwardingChannel {
  private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());

  /** Watches a channel. */
  public TracingChannel(Channel line) {
    super(line);
  }

  /**
   * One message.
   *
   * @param sent by this end
   * @param type of it
   * @param payload of it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Message(boolean sent, MessageType type, byte[] payload) {}

  /** All messages so far; of each direction in order, but directions may overtake each other. */
  public List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream(length(parts));
    for (byte[] part : parts) {
      payload.writeBytes(part);
    }
    messages.add(new Message(true, type, payload.toByteArray()));
    super.send(type, parts);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    byte[] payload = super.receive(type, minLength, maxLength);
    messages.add(new Message(false, type, payload.clone()));
    return payload;
  }
}
