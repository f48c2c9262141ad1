// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An unbounded queue of bytes from one thread to another that ends like a socket. */
final class BytePipe {
  private final ArrayDeque<byte[]> parts = new ArrayDeque<>();
  private final long timeoutNanos;
  private int position;
  private boolean closed;

  BytePipe(Duration readTimeout) {
    timeoutNanos = readTimeout.toNanos();
  }

  InputStream input() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return length == 0 ? 0 : take(bytes, offset, length);
      }
    };
  }

  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        put(new byte[] {(byte) value});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        put(Arrays.copyOfRange(bytes, offset, offset + length));
      }
    };
  }

  synchronized void close() {
    closed = true;
    notifyAll();
  }

  private synchronized void put(byte[] part) throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    if (part.length > 0) {
      parts.add(part);
      notifyAll();
    }
  }

  private synchronized int take(byte[] bytes, int offset, int length) throws IOException {
    awaitBytes();
    if (parts.isEmpty()) {
      return -1;
    }
    byte[] part = Objects.requireNonNull(parts.peek());
    int count = Math.min(length, part.length - position);
    System.arraycopy(part, position, bytes, offset, count);
    position += count;
    if (position == part.length) {
      parts.remove();
      position = 0;
    }
    return count;
  }

  private void awaitBytes() throws IOException {
    long end = System.nanoTime() + timeoutNanos;
    while (parts.isEmpty() && !closed) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new SocketTimeoutException("silent");
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }
}
