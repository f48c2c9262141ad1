// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

import linnet.crypto.channel.ByteChannels;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.PeerException;

/** Frames from a hostile line: every message is as long as allowed, or there is a sentence. */
public final class FrameTarget {
  private static final MessageType[] DUE = {
    new MessageType(1, "first"), new MessageType(64, "second"), new MessageType(126, "third")
  };

  private FrameTarget() {}

  /** Receives three messages of three types. */
  public static void fuzzerTestOneInput(byte[] data) {
    Channel channel = ByteChannels.of(data);
    try {
      for (MessageType type : DUE) {
        int length = channel.receive(type, 1, 300).length;
        if (length < 1 || length > 300) {
          throw new AssertionError("a message of " + length + " bytes got through");
        }
      }
    } catch (PeerException e) {
      Sentences.require(e);
    }
  }
}
