// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/**
 * The client's half of the linear layers under encryption, for one batch of inferences; see {@link
 * LatticeServer}.
 *
 * <p>One thread may {@link #send} while another {@link #receive}s; for a large batch two threads
 * are needed, because the server answers in parts and waits until they are taken.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow within the hour
public final class LatticeClient {
  private LatticeClient() {}

  /**
   * Draws the batch's secrets and sends the public keys.
   *
   * @throws linnet.crypto.channel.PeerException if the peer is gone
   */
  public static LatticeClient open(
      Channel channel, EntropySource entropy, List<LinearJob> jobs, int batch) {
    throw new UnsupportedOperationException();
  }

  /**
   * Encrypts and sends the values of one job; each job once.
   *
   * @param values {@code [C, B, H, W]} mod 2^64
   * @throws linnet.crypto.channel.PeerException if the peer is gone
   * @throws IllegalStateException if this job was sent before
   */
  public void send(int job, long[] values) {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits for the results of a job, jobs in the order in which they were sent.
   *
   * @return {@code W*v - s mod 2^64} of each convolution, {@code [O, B, OH, OW]}
   * @throws linnet.crypto.channel.PeerException if the peer is gone or sends anything else
   */
  public List<long[]> receive(int job) {
    throw new UnsupportedOperationException();
  }
}
