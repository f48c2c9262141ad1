// SPDX-License-Identifier: Apache-2.0
package linnet.inference.client;

import java.util.Arrays;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.Timeouts;
import linnet.inference.clear.FixedPointImages;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.ClientInference;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.PreparedInference;
import linnet.inference.protocol.PrivateResult;

/** Asks a server for private predictions over TCP. One thread at a time. */
public final class InferenceClient implements AutoCloseable {
  private final ClientInference inference;

  private InferenceClient(ClientInference inference) {
    this.inference = inference;
  }

  /**
   * Connects and agrees with the server on a plan.
   *
   * @throws linnet.crypto.channel.PeerException if nobody answers there, or not by the protocol
   * @throws linnet.crypto.channel.MismatchException if the parties do not match
   * @throws linnet.network.InputException if the server's plan is not usable
   */
  @SuppressWarnings("try") // on success the channel belongs to the client
  public static InferenceClient connect(
      String host, int port, Timeouts timeouts, ClientSettings settings) {
    Channel channel = TcpChannel.connect(host, port, timeouts);
    try {
      return new InferenceClient(ClientInference.open(channel, settings));
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** What the server computes. */
  public ProgramPlan plan() {
    return inference.plan();
  }

  /** Whether the server uses an insecure dealer: then it could see the images. */
  public boolean usesDealer() {
    return inference.usesDealer();
  }

  /** Most images of one inference; {@link #infer} cuts longer batches. */
  public int maxBatch() {
    return inference.maxBatch();
  }

  /**
   * Runs the offline phase of one inference ahead of its images.
   *
   * @param batch number of images, 1 to {@link #maxBatch}
   */
  public PreparedInference prepare(int batch) {
    return inference.prepare(batch);
  }

  /**
   * Classifies images {@code [B][C*H*W]}, normalized by the plan's preprocessing; both phases, in
   * batches as large as the server takes.
   *
   * @throws linnet.network.InputException if there is no image, or one does not fit the plan
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public PrivateResult infer(float[][] images) {
    int count = FixedPointImages.encode(plan(), images).length; // refuses before anything is spent
    PrivateResult all = inferPart(images, 0);
    for (int from = maxBatch(); from < count; from += maxBatch()) {
      all = all.plus(inferPart(images, from));
    }
    return all;
  }

  private PrivateResult inferPart(float[][] images, int from) {
    float[][] part = Arrays.copyOfRange(images, from, Math.min(from + maxBatch(), images.length));
    return inference.prepare(part.length).infer(part);
  }

  /** Says goodbye. */
  @Override
  public void close() {
    inference.close();
  }
}
