// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/**
 * A reliable, ordered line of typed messages between two parties.
 *
 * <p>A message travels as one frame: payload length (unsigned 32 bits, little-endian), message type
 * (one byte), payload. Type and length are checked before memory is taken. A channel belongs to one
 * thread at a time. Every failure of the line or of the peer is a {@link PeerException}.
 */
public interface Channel extends AutoCloseable {
  /** Bytes that a frame adds to its payload. */
  int FRAME_HEADER_BYTES = 5;

  /**
   * Sends one message whose payload is the parts one after the other, and flushes it.
   *
   * @throws PeerException if the peer is gone
   */
  void send(MessageType type, byte[]... parts);

  /**
   * Waits for a message of this type and exactly this many payload bytes.
   *
   * @throws PeerException if the peer is gone, silent, or sends anything else
   */
  default byte[] receive(MessageType type, int exactLength) {
    return receive(type, exactLength, exactLength);
  }

  /**
   * Waits for a message of this type with a payload of {@code minLength} to {@code maxLength}
   * bytes.
   *
   * @throws PeerException if the peer is gone, silent, or sends anything else
   */
  byte[] receive(MessageType type, int minLength, int maxLength);

  /** A snapshot of the counters of this end. */
  Traffic traffic();

  /** The other party as error sentences call it, such as {@code localhost:7000}. */
  String peer();

  /** Ends the line; the peer reads to the end of what was sent, then finds it closed. */
  @Override
  void close();
}
