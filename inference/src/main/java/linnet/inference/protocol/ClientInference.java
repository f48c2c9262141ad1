// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.function.BiConsumer;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.TransferSession;
import linnet.inference.linear.Activations;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The client's half of two-party inference: it holds the images, and alone learns the logits. For
 * security and cost see {@link ServerInference}. One thread at a time.
 */
public final class ClientInference implements AutoCloseable {
  private final Channel channel;
  private final ProgramPlan plan;
  private final int maxBatch;
  private final boolean dealer;
  private final ClientOffline offline;
  private @Nullable PreparedInference latest;

  private ClientInference(
      Channel channel,
      Handshake.Agreed agreed,
      InsecureAccess access,
      EntropySource entropy,
      BiConsumer<Step.Boundary, Activations> shareTrace) {
    this.channel = channel;
    this.plan = agreed.plan();
    this.maxBatch = Math.min(agreed.maxBatch(), BatchLimit.client(plan));
    this.dealer = agreed.dealer();
    this.offline =
        new ClientOffline(
            plan,
            channel,
            TransferSession.client(channel, entropy, linnet.crypto.transfer.TransferKind.IKNP),
            InsecureTrustedDealer.client(plan, access),
            entropy,
            shareTrace);
  }

  /**
   * Opens a session over a channel, which it then owns.
   *
   * @throws linnet.crypto.channel.MismatchException if the parties do not match, or the server uses
   *     a dealer that the settings do not accept
   * @throws linnet.crypto.channel.PeerException if the server fails
   * @throws InputException if the server's plan is not usable
   */
  public static ClientInference open(Channel channel, ClientSettings settings) {
    return open(channel, settings, (boundary, share) -> {});
  }

  /** As above; the trace gets the client's share of what every run gives. For tests. */
  static ClientInference open(
      Channel channel, ClientSettings settings, BiConsumer<Step.Boundary, Activations> shareTrace) {
    InsecureAccess access = settings.dealer();
    Handshake.Agreed agreed = Handshake.connect(channel, settings.expectedDigest(), access != null);
    if (access == null) {
      throw new MismatchException(
          channel.peer() + " has no insecure dealer, but this client knows no other correlations.");
    }
    return new ClientInference(channel, agreed, access, settings.entropy(), shareTrace);
  }

  /** What the server computes. */
  public ProgramPlan plan() {
    return plan;
  }

  /** Most images of one inference. */
  public int maxBatch() {
    return maxBatch;
  }

  /** Whether the server uses an insecure dealer: then it could see the images. */
  public boolean usesDealer() {
    return dealer;
  }

  /**
   * Runs the offline phase of one inference. One that was prepared before and not used is dropped.
   *
   * @param batch number of images, 1 to {@link #maxBatch}
   * @throws InputException if the batch is out of range
   * @throws PeerException if the server fails
   */
  public PreparedInference prepare(int batch) {
    if (batch < 1 || batch > maxBatch) {
      throw new InputException(
          "An inference takes between 1 and %d images, not %d.".formatted(maxBatch, batch));
    }
    if (latest != null && !latest.isSpent()) {
      latest.spend();
    }
    latest = new PreparedInference(plan, channel, offline.prepare(batch), dealer);
    return latest;
  }

  /** Says goodbye and closes the channel. */
  @Override
  public void close() {
    try {
      new Request.Goodbye().send(channel);
    } catch (PeerException e) {
      // The server is gone already: the session is over either way.
    } finally {
      channel.close();
    }
  }
}
