// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The client's half of a session of transfers: batches in both directions. */
public interface ClientTransferSession {
  /**
   * Begins a batch with a fresh Δ of the client; the server must call {@link
   * ServerTransferSession#newReceiver} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  CorrelatedSender newSender();

  /**
   * Begins a batch in which the client chooses; the server must call {@link
   * ServerTransferSession#newSender} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  CorrelatedReceiver newReceiver();

  /** How batches extend. */
  TransferKind kind();
}
