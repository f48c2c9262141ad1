// SPDX-License-Identifier: Apache-2.0
package linnet.inference.client;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.TcpChannel;
import linnet.crypto.channel.Timeouts;
import linnet.inference.clear.FixedPointImages;
import linnet.inference.material.MaterialPool;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.ClientInference;
import linnet.inference.protocol.ClientSettings;
import linnet.inference.protocol.MissingMaterialException;
import linnet.inference.protocol.PreparationProgress;
import linnet.inference.protocol.PreparationStatistics;
import linnet.inference.protocol.PrivateResult;
import linnet.inference.protocol.ProtocolParameters;

/**
 * Asks a server for private predictions: prepares material when there is none, cuts long batches,
 * and asks again with other pieces where an end lost some. One thread at a time.
 */
public final class InferenceClient implements AutoCloseable {
  /** How often material that an end lost is replaced before giving up. */
  private static final int ATTEMPTS = 3;

  private final ClientInference inference;

  private InferenceClient(ClientInference inference) {
    this.inference = inference;
  }

  /**
   * Agrees with a server on a plan, over a channel that the client owns from now on.
   *
   * @throws linnet.crypto.channel.PeerException if nobody answers there, or not by the protocol
   * @throws linnet.crypto.channel.MismatchException if the parties do not match
   * @throws linnet.network.InputException if the server's plan is not usable
   */
  public static InferenceClient open(Channel channel, ClientSettings settings) {
    try {
      return new InferenceClient(ClientInference.open(channel, settings));
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Connects by plain TCP, which is for development, and agrees with the server on a plan.
   *
   * @throws linnet.crypto.channel.PeerException if nobody answers there, or not by the protocol
   * @throws linnet.crypto.channel.MismatchException if the parties do not match
   * @throws linnet.network.InputException if the server's plan is not usable
   */
  public static InferenceClient connect(
      String host, int port, Timeouts timeouts, ClientSettings settings) {
    return open(TcpChannel.connect(host, port, timeouts), settings);
  }

  /** What the server computes. */
  public ProgramPlan plan() {
    return inference.plan();
  }

  /** How the server wants it done. */
  public ProtocolParameters parameters() {
    return inference.parameters();
  }

  /** Whose material this client makes and uses. */
  public MaterialPool pool() {
    return inference.pool();
  }

  /** Whether the server uses an insecure dealer: then it could see the images. */
  public boolean usesDealer() {
    return inference.usesDealer();
  }

  /** Most images of one inference; {@link #infer} cuts longer batches. */
  public int maxBatch() {
    return inference.maxBatch();
  }

  /** Inferences for which material waits. */
  public int prepared() {
    return inference.prepared();
  }

  /** Most pieces of one batch; {@link #prepareUntil} makes as many batches as are needed. */
  public int maxPrepare() {
    return inference.maxPrepare();
  }

  /**
   * Makes material until so many inferences can be run from the store; returns what each batch
   * cost.
   *
   * @throws linnet.inference.protocol.RefusedException if the server refuses
   * @throws linnet.crypto.channel.PeerException if the server fails; finished pieces are kept
   */
  public List<PreparationStatistics> prepareUntil(int count, PreparationProgress progress) {
    int missing = count - prepared();
    List<PreparationStatistics> batches = new ArrayList<>();
    for (int done = 0; done < missing; ) {
      int next = Math.min(maxPrepare(), missing - done);
      batches.add(inference.prepare(next, new Shifted(progress, done, missing)));
      done += next;
    }
    return batches;
  }

  /** Progress of one preparation as part of several. */
  private record Shifted(PreparationProgress whole, int before, int of)
      implements PreparationProgress {
    @Override
    public void linearLayers(int done, int ofLayers) {
      whole.linearLayers(done, ofLayers);
    }

    @Override
    public void pieces(int done, int ofPieces) {
      whole.pieces(before + done, of);
    }
  }

  /**
   * Classifies images {@code [B][C*H*W]}, normalized by the plan's preprocessing, in batches as
   * large as the server takes; material that is missing is prepared first.
   *
   * @throws linnet.network.InputException if there is no image, or one does not fit the plan
   * @throws linnet.inference.protocol.RefusedException if the server refuses
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public PrivateResult infer(float[][] images) {
    int count = FixedPointImages.encode(plan(), images).length; // refuses before anything is spent
    PrivateResult all = part(images, 0);
    for (int from = maxBatch(); from < count; from += maxBatch()) {
      all = all.plus(part(images, from));
    }
    return all;
  }

  private PrivateResult part(float[][] images, int from) {
    float[][] part = Arrays.copyOfRange(images, from, Math.min(from + maxBatch(), images.length));
    for (int attempt = 1; ; attempt++) {
      prepareUntil(part.length, PreparationProgress.NONE);
      try {
        return inference.infer(part);
      } catch (MissingMaterialException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Says goodbye. */
  @Override
  public void close() {
    inference.close();
  }
}
