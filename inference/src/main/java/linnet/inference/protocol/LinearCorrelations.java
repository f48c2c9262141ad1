// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.inference.linear.Activations;

/**
 * The offline part of the linear runs (protocol.md §2): for every run L with the client's input
 * mask r, the client ends with {@code L(r) - s} and the server with the s that it drew. Runs come
 * in the plan's order, the one of the logits last.
 *
 * <p>Message flow, whatever the implementation: the client sends a request that hides or, with the
 * dealer, is its masks; the server answers with one message a run.
 */
final class LinearCorrelations {
  private LinearCorrelations() {}

  /** The server's half. */
  interface Server {
    /** Whether this half is an insecure dealer; the client is told. */
    boolean isDealer();

    /**
     * Prepares one inference.
     *
     * @return s of every run
     */
    List<Activations> prepare(Channel channel, int batch);
  }

  /** The client's half. */
  interface Client {
    /**
     * Prepares one inference.
     *
     * @param maskSeed of {@link ClientMasks}; used for this inference alone
     * @return {@code L(r) - s} of every run
     */
    List<Activations> prepare(Channel channel, byte[] maskSeed, int batch);
  }
}
