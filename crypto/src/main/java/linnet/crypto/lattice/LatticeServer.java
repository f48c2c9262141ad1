// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/**
 * The server's half of the linear layers under encryption: the client holds a vector v, the server
 * weights W and a mask s, and the client gets {@code W*v - s mod 2^64}. One per served program.
 * Thread-safe.
 */
@SuppressWarnings("DoNotCallSuggester") // bodies follow within the hour
public final class LatticeServer {
  private LatticeServer() {}

  /**
   * A server of these jobs.
   *
   * @param weights one {@code [O, I / groups, k, k]} for each convolution of each job
   * @throws IllegalArgumentException if sizes do not fit, or the weights of an output channel are
   *     too large for the parameters, in one sentence
   */
  public static LatticeServer of(
      List<LinearJob> jobs, List<List<long[]>> weights, LatticeCache cache) {
    throw new UnsupportedOperationException();
  }

  /**
   * Receives the public keys of a batch of so many inferences.
   *
   * @throws linnet.crypto.channel.PeerException if the peer is gone or sends anything else
   */
  public Batch open(Channel channel, EntropySource entropy, int batch) {
    throw new UnsupportedOperationException();
  }

  /** One batch of inferences with one client; belongs to one thread at a time. */
  public interface Batch {
    /**
     * Receives the encrypted values of a job and sends what the client is to decrypt. Jobs come in
     * the order in which the client sends them.
     *
     * @param masks s of each convolution, {@code [O, B, OH, OW]}
     * @throws linnet.crypto.channel.PeerException if the peer is gone or sends anything else
     */
    void handle(int job, List<long[]> masks);
  }
}
