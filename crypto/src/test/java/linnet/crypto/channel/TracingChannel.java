// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps every message that its end sees, both ways. */
public final class TracingChannel implements Channel {
  private final Channel line;
  private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());

  /** Watches a channel. */
  public TracingChannel(Channel line) {
    this.line = line;
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

  /** All messages so far. */
  public List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    messages.add(new Message(true, type, joined(parts)));
    line.send(type, parts);
  }

  private static byte[] joined(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] joined = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    byte[] payload = line.receive(type, minLength, maxLength);
    messages.add(new Message(false, type, payload.clone()));
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
  public String peerIdentity() {
    return line.peerIdentity();
  }

  @Override
  public boolean isAuthenticated() {
    return line.isAuthenticated();
  }

  @Override
  public void close() {
    line.close();
  }
}
