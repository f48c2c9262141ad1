// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Delays what one end sends by a link's rate and half its round trip. Sending copies the message
 * into a queue; a thread of its own hands it to the channel below when the link would have brought
 * it to the other side.
 *
 * <p>Model: a message begins to leave when the one before has left, occupies the link for its bytes
 * over the rate, and arrives half a round trip after its last bit left.
 */
final class ShapedChannel implements Channel {
  /** Bytes on their way at which the sender has to wait, unless none are. */
  private static final long MOST_QUEUED_BYTES = 64L << 20;

  /** One message on its way. */
  private static final class Message {
    private final MessageType type;
    private final byte[] payload;
    private final long arrival;

    Message(MessageType type, byte[] payload, long arrival) {
      this.type = type;
      this.payload = payload;
      this.arrival = arrival;
    }
  }

  private final Channel line;
  private final LinkProfile link;
  private final LinkClock clock;
  private final TrafficCounter traffic = new TrafficCounter();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Message> queue = new ArrayDeque<>();
  private long queuedBytes;
  private long freeAt;
  private boolean ending;
  private @Nullable PeerException failure;

  private ShapedChannel(Channel line, LinkProfile link, LinkClock clock) {
    this.line = line;
    this.link = link;
    this.clock = clock;
    this.freeAt = clock.nanos();
  }

  /** A channel over another, with its thread running. */
  static Channel over(Channel line, LinkProfile link, LinkClock clock) {
    ShapedChannel shaped = new ShapedChannel(line, link, clock);
    Thread.ofPlatform().daemon().name("linnet-link").start(shaped::dispatch);
    return shaped;
  }

  @Override
  public void send(MessageType type, byte[]... parts) {
    byte[] payload = joined(parts);
    traffic.beginSending();
    lock.lock();
    try {
      while (queuedBytes > 0 && queuedBytes + payload.length > MOST_QUEUED_BYTES) {
        requireOpen();
        changed.awaitUninterruptibly();
      }
      requireOpen();
      freeAt =
          Math.max(freeAt, clock.nanos())
              + link.transmissionNanos(payload.length + (long) FRAME_HEADER_BYTES);
      queue.add(new Message(type, payload, freeAt + link.roundTrip().toNanos() / 2));
      queuedBytes += payload.length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    traffic.sent(payload.length);
  }

  @Override
  public byte[] receive(MessageType type, int minLength, int maxLength) {
    traffic.beginReceiving();
    byte[] payload = line.receive(type, minLength, maxLength);
    traffic.received(payload.length);
    return payload;
  }

  @Override
  public Traffic traffic() {
    return traffic.snapshot();
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

  /** Waits until everything sent has arrived. */
  @Override
  public void close() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
      while (!queue.isEmpty() && failure == null) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    line.close();
  }

  private void requireOpen() {
    if (failure != null) {
      throw new PeerException(failure.getMessage(), failure);
    }
    if (ending) {
      throw new PeerException("The connection to " + peer() + " is closed already.");
    }
  }

  private void dispatch() {
    try {
      for (@Nullable Message next = next(); next != null; next = next()) {
        clock.sleepUntil(next.arrival);
        line.send(next.type, next.payload);
        delivered(next);
      }
    } catch (PeerException e) {
      fail(e);
    }
  }

  /** The oldest message, which stays in the queue; null at the end. */
  private @Nullable Message next() {
    lock.lock();
    try {
      while (queue.isEmpty() && !ending) {
        changed.awaitUninterruptibly();
      }
      return queue.peek();
    } finally {
      lock.unlock();
    }
  }

  private void delivered(Message message) {
    lock.lock();
    try {
      queue.remove();
      queuedBytes -= message.payload.length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fail(PeerException e) {
    lock.lock();
    try {
      failure = e;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static byte[] joined(byte[][] parts) {
    int length = 0;
    for (byte[] part : parts) {
      length = Math.addExact(length, part.length);
    }
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }
}
