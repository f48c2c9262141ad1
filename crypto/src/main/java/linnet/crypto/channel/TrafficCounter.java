// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/** Counts what one end sends and receives, for a sending and a receiving thread. */
final class TrafficCounter {
  private enum Direction {
    NONE,
    SENDING,
    RECEIVING
  }

  private Direction direction = Direction.NONE;
  private long bytesSent;
  private long bytesReceived;
  private long rounds;

  synchronized void beginSending() {
    turn(Direction.SENDING);
  }

  synchronized void beginReceiving() {
    turn(Direction.RECEIVING);
  }

  synchronized void sent(long payloadBytes) {
    bytesSent += Channel.FRAME_HEADER_BYTES + payloadBytes;
  }

  synchronized void received(long payloadBytes) {
    bytesReceived += Channel.FRAME_HEADER_BYTES + payloadBytes;
  }

  synchronized Traffic snapshot() {
    return new Traffic(bytesSent, bytesReceived, rounds);
  }

  private void turn(Direction next) {
    if (direction != next) {
      rounds++;
      direction = next;
    }
  }
}
