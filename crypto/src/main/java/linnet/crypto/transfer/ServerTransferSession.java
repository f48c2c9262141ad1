// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The server's half of a session of transfers: a new sender, with a fresh Δ, for each batch. */
public interface ServerTransferSession {
  /**
   * Begins a batch; the client must call {@link ClientTransferSession#newReceiver} at the same
   * time.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  CorrelatedSender newSender();
}
