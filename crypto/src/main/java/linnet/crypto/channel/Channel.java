// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/**
 * A reliable, ordered line of typed messages between two parties.
 *
 * <p>A message travels as one frame: payload length (unsigned 32 bits, little-endian), message type
 * (one byte), payload. Type and length are checked before memory is taken. Every failure of the
 * line or of the peer is a {@link PeerException}.
 *
 * <p><b>Threads.</b> A channel is full duplex: one thread may send while another receives. Sending
 * belongs to one thread at a time, and so does receiving. Any thread may read the counters, and may
 * close the channel, which ends what others do on it with a {@link PeerException}.
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

  /**
   * A snapshot of the counters of this end. While two threads use the channel at once, rounds count
   * the changes of direction in the order in which their calls happened to begin.
   */
  Traffic traffic();

  /** The other party as error sentences call it, such as {@code localhost:7000}. */
  String peer();

  /**
   * Who the other party proved to be: its certificate's common name and SHA-256 fingerprint, such
   * as {@code alice sha256:9f86...}; {@code anonymous} without TLS. The same for all its sessions
   * with one certificate.
   *
   * @throws PeerException if the TLS handshake fails, which may happen only now
   */
  default String peerIdentity() {
    return PeerIdentity.ANONYMOUS.name();
  }

  /**
   * Whether the other party proved its identity by a certificate.
   *
   * @throws PeerException if the TLS handshake fails, which may happen only now
   */
  default boolean isAuthenticated() {
    return PeerIdentity.ANONYMOUS.authenticated();
  }

  /**
   * Ends the session with a reason: the peer's next {@link #receive} throws a {@link PeerException}
   * that holds this sentence. Closes the channel.
   *
   * @param sentence at most 250 characters; the rest is cut off
   */
  default void refuse(String sentence) {
    try {
      send(MessageType.REFUSAL, MessageType.refusal(sentence));
    } finally {
      close();
    }
  }

  /** Ends the line; the peer reads to the end of what was sent, then finds it closed. */
  @Override
  void close();
}
