// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;

/** Frames over a pair of byte streams. */
final class FramedChannel implements Channel {
  private enum Direction {
    NONE,
    SENDING,
    RECEIVING
  }

  private final InputStream in;
  private final OutputStream out;
  private final Closeable line;
  private final String peer;
  private final byte[] header = new byte[FRAME_HEADER_BYTES];
  private Direction direction = Direction.NONE;
  private long bytesSent;
  private long bytesReceived;
  private long rounds;

  FramedChannel(InputStream in, OutputStream out, Closeable line, String peer) {
    this.in = in;
    this.out = out;
    this.line = line;
    this.peer = peer;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    turn(Direction.SENDING);
    try {
      out.write(header(type, length));
      for (byte[] part : parts) {
        out.write(part);
      }
      out.flush();
    } catch (IOException e) {
      throw lost("while the " + type.name() + " were being sent", e);
    }
    bytesSent += FRAME_HEADER_BYTES + (long) length;
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    turn(Direction.RECEIVING);
    byte[] received = read(FRAME_HEADER_BYTES, type);
    checkType(received[4], type);
    byte[] payload = read(checkedLength(received, type, minLength, maxLength), type);
    bytesReceived += FRAME_HEADER_BYTES + (long) payload.length;
    return payload;
  }

  @Override
  public Traffic traffic() {
    return new Traffic(bytesSent, bytesReceived, rounds);
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public void close() {
    try {
      line.close();
    } catch (IOException e) {
      throw lost("while the connection was being closed", e);
    }
  }

  private void turn(Direction next) {
    if (direction != next) {
      rounds++;
      direction = next;
    }
  }

  private byte[] header(MessageType type, int length) {
    LittleEndian.putInt(header, 0, length);
    header[4] = (byte) type.code();
    return header;
  }

  private byte[] read(int length, MessageType type) {
    String during = "while the " + type.name() + " were awaited";
    byte[] bytes = new byte[length];
    try {
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new PeerException(peer + " closed the connection " + during + "; start again.");
      }
    } catch (IOException e) {
      throw lost(during, e);
    }
    return bytes;
  }

  private void checkType(byte code, MessageType type) {
    if (code != type.code()) {
      throw new PeerException(
          "%s sent a message of type %d where the %s (type %d) were due; both sides must run the same version of Linnet."
              .formatted(peer, code, type.name(), type.code()));
    }
  }

  private int checkedLength(byte[] frame, MessageType type, int minLength, int maxLength) {
    long length = Integer.toUnsignedLong(LittleEndian.getInt(frame, 0));
    if (length < minLength || length > maxLength) {
      throw new PeerException(
          "%s announced %d bytes for the %s where %s were due; both sides must run the same version of Linnet."
              .formatted(peer, length, type.name(), range(minLength, maxLength)));
    }
    return (int) length;
  }

  private static String range(int minLength, int maxLength) {
    return minLength == maxLength ? minLength + "" : minLength + " to " + maxLength;
  }

  private PeerException lost(String during, IOException cause) {
    String what =
        cause instanceof SocketTimeoutException
            ? " sent nothing for the whole time-out "
            : " dropped the connection ";
    return new PeerException(
        peer + what + during + "; check that it still runs, then start again.", cause);
  }
}
