// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.PeerException;
import linnet.crypto.channel.Traffic;

/** A party that dies after a number of messages: its end of the line closes. */
public final class VanishingChannel implements Channel {
  private final Channel line;
  private int messagesLeft;

  public VanishingChannel(Channel line, int messages) {
    this.line = line;
    this.messagesLeft = messages;
  }

  private void countDown() {
    if (messagesLeft-- == 0) {
      line.close();
      throw new PeerException("this party died, as the test wants");
    }
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    countDown();
    line.send(type, parts);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    countDown();
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
