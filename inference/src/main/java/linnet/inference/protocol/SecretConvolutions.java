// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.inference.linear.Activations;

/**
 * The offline part of the linear layers (protocol.md §2): for every secret convolution W and a
 * vector v that the client knows, the client ends with {@code W(v) - s} and the server with the s
 * that it drew. Jobs are those of {@link LinearJobs}; several images are prepared as one batch.
 */
final class SecretConvolutions {
  private SecretConvolutions() {}

  /** The server's half. */
  interface Server {
    /**
     * Begins a batch of images.
     *
     * @throws linnet.network.InputException if it is too large for the parameters
     */
    ServerBatch open(Channel channel, int batch);

    /** What protects the images in a batch of this size, line by line, for people. */
    List<String> describe(int batch);
  }

  /** One batch at the server. */
  @FunctionalInterface
  interface ServerBatch {
    /**
     * Answers one job.
     *
     * @param job index in {@link LinearJobs}
     * @param masks s of each of the job's convolutions
     */
    void handle(int job, List<Activations> masks);
  }

  /** The client's half. */
  interface Client {
    /** Begins a batch of images. */
    ClientBatch open(Channel channel, int batch);
  }

  /** One batch at the client: one thread may send while another receives. */
  interface ClientBatch {
    /** Asks for a job: sends what hides v, or, with the dealer, v itself. */
    void send(int job, Activations values);

    /**
     * {@code W(v) - s} of each of the job's convolutions; jobs in the order in which they were
     * sent.
     */
    List<Activations> receive(int job);
  }
}
