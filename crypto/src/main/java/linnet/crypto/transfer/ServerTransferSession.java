// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The server's half of a session of transfers: batches in both directions. */
public interface ServerTransferSession {
  /**
   * Begins a batch with a fresh Δ of the server; the client must call {@link
   * ClientTransferSession#newReceiver} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  CorrelatedSender newSender();

  /**
   * Begins a batch in which the server chooses; the client must call {@link
   * ClientTransferSession#newSender} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  CorrelatedReceiver newReceiver();

  /** How batches extend. */
  TransferKind kind();
}
