// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.PeerException;

/** A party that dies after a number of messages: its end of the line closes. */
public final class VanishingChannel extends ForwardingChannel {
  private int messagesLeft;

  /** Dies when one more message than these is sent or received. */
  public VanishingChannel(Channel line, int messages) {
    super(line);
    this.messagesLeft = messages;
  }

  private void countDown() {
    if (messagesLeft-- == 0) {
      close();
      throw new PeerException("this party died, as the test wants");
    }
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    countDown();
    super.send(type, parts);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    countDown();
    return super.receive(type, minLength, maxLength);
  }
}
