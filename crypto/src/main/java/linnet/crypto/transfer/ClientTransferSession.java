// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/** The client's half of a session of transfers: a new receiver for each batch. */
public interface ClientTransferSession {
  /**
   * Begins a batch; the server must call {@link ServerTransferSession#newSender} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  CorrelatedReceiver newReceiver();
}
