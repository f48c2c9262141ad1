// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.MessageType;

/** A channel that remembers the SHA-256 of every frame it sends. */
public final class TracedChannel extends ForwardingChannel {
  private final MessageDigest sent;

  /** Watches a channel. */
  public TracedChannel(Channel line) {
    super(line);
    try {
      sent = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    byte[] header = new byte[FRAME_HEADER_BYTES];
    LittleEndian.putInt(header, 0, length(parts));
    header[4] = (byte) type.code();
    sent.update(header);
    for (byte[] part : parts) {
      sent.update(part);
    }
    super.send(type, parts);
  }

  /** Hexadecimal digest of what was sent so far; starts anew. */
  public String digest() {
    return HexFormat.of().formatHex(sent.digest());
  }
}
