// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Frames over a line of bytes. */
final class FramedChannel implements Channel, Watchdog.Watched {
  private final Line line;
  private final String peer;
  private final Timeouts timeouts;
  private final TrafficCounter traffic = new TrafficCounter();
  private final ReentrantLock opening = new ReentrantLock();
  private final ReentrantLock sending = new ReentrantLock();
  private final byte[] header = new byte[FRAME_HEADER_BYTES];
  private final Deadline sendDeadline = new Deadline();
  private final Deadline receiveDeadline = new Deadline();
  private volatile @Nullable PeerIdentity identity;
  private volatile boolean expired;

  FramedChannel(Line line, String peer, Timeouts timeouts) {
    this.line = line;
    this.peer = peer;
    this.timeouts = timeouts;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    open();
    traffic.beginSending();
    sending.lock();
    sendDeadline.in(timeouts.message());
    try {
      write(header(type, length), parts);
    } catch (IOException e) {
      throw lost("while the " + type.name() + " were being sent", e);
    } finally {
      sendDeadline.clear();
      sending.unlock();
    }
    traffic.sent(length);
  }

  private void write(byte[] head, byte[][] parts) throws IOException {
    line.output().write(head);
    for (byte[] part : parts) {
      line.output().write(part);
    }
    line.output().flush();
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    open();
    traffic.beginReceiving();
    receiveDeadline.in(timeouts.silence().plus(timeouts.message()));
    try {
      byte[] received = read(FRAME_HEADER_BYTES, type);
      receiveDeadline.in(timeouts.message());
      checkType(received, type);
      byte[] payload = read(checkedLength(received, type, minLength, maxLength), type);
      traffic.received(payload.length);
      return payload;
    } finally {
      receiveDeadline.clear();
    }
  }

  @Override
  public Traffic traffic() {
    return traffic.snapshot();
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public String peerIdentity() {
    return open().name();
  }

  @Override
  public boolean isAuthenticated() {
    return open().authenticated();
  }

  /**
   * Reads on until the peer leaves: a reset, which unread bytes cause, would destroy the reason.
   */
  @Override
  public void refuse(String sentence) {
    try {
      send(MessageType.REFUSAL, MessageType.refusal(sentence));
      receiveDeadline.in(timeouts.connect());
      line.awaitEnd();
    } finally {
      close();
    }
  }

  @Override
  public void check(long now) {
    if (sendDeadline.isOver(now) || receiveDeadline.isOver(now)) {
      expired = true;
      line.cut();
    }
  }

  @Override
  public void close() {
    if (!sending.tryLock()) {
      line.cut(); // the orderly end would wait for a peer that may never read
      Watchdog.forget(this);
      return;
    }
    sendDeadline.in(timeouts.connect());
    try {
      line.close();
    } catch (IOException e) {
      throw lost("while the connection was being closed", e);
    } finally {
      Watchdog.forget(this);
      sending.unlock();
    }
  }

  /** The first use opens the line, so that a handshake runs on the thread of its session. */
  PeerIdentity open() {
    PeerIdentity known = identity;
    if (known != null) {
      return known;
    }
    opening.lock();
    try {
      known = identity;
      return known != null ? known : openNow();
    } finally {
      opening.unlock();
    }
  }

  private PeerIdentity openNow() {
    sendDeadline.in(timeouts.connect());
    try {
      PeerIdentity opened = line.open();
      identity = opened;
      return opened;
    } catch (IOException e) {
      throw expired
          ? new PeerException(peer + " did not finish the TLS handshake in time; start again.", e)
          : TlsFailure.ofHandshake(peer, e);
    } finally {
      sendDeadline.clear();
    }
  }

  private byte[] header(MessageType type, int length) {
    LittleEndian.putInt(header, 0, length);
    header[4] = (byte) type.code();
    return header;
  }

  private byte[] read(int length, MessageType type) {
    byte[] bytes = new byte[length];
    try {
      if (line.input().readNBytes(bytes, 0, length) < length) {
        throw closed(type);
      }
    } catch (IOException e) {
      throw lost("while the " + type.name() + " were awaited", e);
    }
    return bytes;
  }

  private PeerException closed(MessageType type) {
    return expired
        ? tooSlow()
        : new PeerException(
            "%s closed the connection while the %s were awaited; start again."
                .formatted(peer, type.name()));
  }

  private void checkType(byte[] frame, MessageType type) {
    if (frame[4] == type.code()) {
      return;
    }
    if (frame[4] == MessageType.REFUSAL.code()) {
      throw new PeerException(peer + " ended the session: " + refusal(frame));
    }
    if (TlsFailure.isTlsRecord(frame)) {
      throw new PeerException(
          peer + " speaks TLS, but this party does not; use TLS at both ends, or at neither.");
    }
    throw new PeerException(
        "%s sent a message of type %d where the %s (type %d) were due; both sides must run the same version of Linnet."
            .formatted(peer, frame[4], type.name(), type.code()));
  }

  /** The peer's words go to a person's screen: no control characters. */
  private String refusal(byte[] frame) {
    int length = checkedLength(frame, MessageType.REFUSAL, 0, MessageType.REFUSAL_BYTES);
    byte[] text = read(length, MessageType.REFUSAL);
    return new String(text, StandardCharsets.UTF_8).replaceAll("\\p{Cc}", " ");
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
    if (expired) {
      return tooSlow();
    }
    if (TlsFailure.isAlert(cause)) {
      return TlsFailure.ofHandshake(peer, cause); // TLS 1.3 tells a client of its refusal late
    }
    String what =
        cause instanceof SocketTimeoutException
            ? " sent nothing for the whole time-out "
            : " dropped the connection ";
    return new PeerException(
        peer + what + during + "; check that it still runs, then start again.", cause);
  }

  private PeerException tooSlow() {
    return new PeerException(
        "%s took longer than %d seconds for one message; check the line, or allow more time."
            .formatted(peer, Math.max(1, timeouts.message().toSeconds())));
  }
}
