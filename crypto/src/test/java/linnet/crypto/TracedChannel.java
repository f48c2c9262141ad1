// SPDX-License-Identifier: Apache-2.0
package linnet.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.Traffic;

/** A channel that remembers the SHA-256 of every frame it sends. */
public final class TracedChannel implements Channel {
  private final Channel line;
  private final MessageDigest sent;

  /** Watches a channel. */
  public TracedChannel(Channel line) {
    this.line = line;
    try {
      sent = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] header = new byte[FRAME_HEADER_BYTES];
    LittleEndian.putInt(header, 0, length);
    header[4] = (byte) type.code();
    sent.update(header);
    for (byte[] part : parts) {
      sent.update(part);
    }
    line.send(type, parts);
  }

  /** Hexadecimal digest of what was sent so far; starts anew. */
  public String digest() {
    return HexFormat.of().formatHex(sent.digest());
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
  public void close() {
    line.close();
  }
}
