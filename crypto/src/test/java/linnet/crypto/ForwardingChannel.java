// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.Traffic;

/** A channel that passes everything on to another; tests change what they need. */
public abstract class ForwardingChannel implements Channel {
  private final Channel line;

  /** Passes everything on to this channel. */
  protected ForwardingChannel(Channel line) {
    this.line = line;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    line.send(type, parts);
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
  public String peerIdentity() {
    return line.peerIdentity();
  }

  @Override
  public boolean isAuthenticated() {
    return line.isAuthenticated();
  }

  @Override
  public void refuse(String sentence) {
    line.refuse(sentence);
  }

  @Override
  public void close() {
    line.close();
  }

  /** Payload bytes of a message in parts. */
  protected static int length(byte[][] parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    return length;
  }
}
