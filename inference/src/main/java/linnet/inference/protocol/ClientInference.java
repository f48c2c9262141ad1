// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.TransferSession;
import linnet.inference.clear.FixedPointImages;
import linnet.inference.linear.Activations;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
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
  private final ClientSettings settings;
  private final Handshake.Agreed agreed;
  private final ProgramPlan plan;
  private final MaterialPool pool;
  private final BiConsumer<Step.Boundary, Activations> shareTrace;
  private @Nullable ClientOffline offline;

  private ClientInference(
      Channel channel,
      ClientSettings settings,
      Handshake.Agreed agreed,
      BiConsumer<Step.Boundary, Activations> shareTrace) {
    this.channel = channel;
    this.settings = settings;
    this.agreed = agreed;
    this.plan = agreed.plan();
    this.pool =
        new MaterialPool(serverName(channel), agreed.digest(), agreed.parameters().canonical());
    this.shareTrace = shareTrace;
  }

  /**
   * Opens a session over a channel, which it then owns.
   *
   * @throws MismatchException if the parties do not match, or the server uses a dealer that the
   *     settings do not accept
   * @throws PeerException if the server fails
   * @throws InputException if the server's plan is not usable
   */
  public static ClientInference open(Channel channel, ClientSettings settings) {
    return open(channel, settings, (boundary, share) -> {});
  }

  /** As above; the trace gets the client's share of what every run gives. For tests. */
  static ClientInference open(
      Channel channel, ClientSettings settings, BiConsumer<Step.Boundary, Activations> shareTrace) {
    Greeting own =
        Greeting.client(
            settings.dealer() != null, settings.expectedDigest(), settings.clientName());
    return new ClientInference(channel, settings, Handshake.connect(channel, own), shareTrace);
  }

  /** By its certificate where it has one, else by its address. */
  private static String serverName(Channel channel) {
    return channel.isAuthenticated() ? channel.peerIdentity() : channel.peer();
  }

  /** What the server computes. */
  public ProgramPlan plan() {
    return plan;
  }

  /** How the server wants it done. */
  public ProtocolParameters parameters() {
    return agreed.parameters();
  }

  /** Whose material this session makes and uses. */
  public MaterialPool pool() {
    return pool;
  }

  /** Most images of one inference. */
  public int maxBatch() {
    return Math.min(agreed.maxBatch(), BatchLimit.online(plan));
  }

  /** Most pieces of one preparation. */
  public int maxPrepare() {
    return Math.min(agreed.maxPrepare(), BatchLimit.offline(plan));
  }

  /** Whether the server uses an insecure dealer: then it could see the images. */
  public boolean usesDealer() {
    return agreed.parameters().dealer();
  }

  /** Pieces that wait in the store for this server, plan and parameters. */
  public int prepared() {
    return settings.store().count(pool);
  }

  /**
   * Runs the offline phase for so many images ahead of time; their material goes to the store,
   * piece by piece.
   *
   * @param count 1 to {@link #maxPrepare}
   * @throws InputException if the count is out of range
   * @throws RefusedException if the server refuses
   * @throws PeerException if the server fails; finished pieces are kept
   */
  public PreparationStatistics prepare(int count, PreparationProgress progress) {
    if (count < 1 || count > maxPrepare()) {
      throw new InputException(
          "A preparation makes between 1 and %d pieces, not %d.".formatted(maxPrepare(), count));
    }
    new Request.Prepare(count).send(channel);
    switch (Verdict.receive(channel)) {
      case Verdict.Accepted accepted -> {}
      case Verdict.Refused refused -> throw new RefusedException(refused.sentence());
      case Verdict.Missing missing -> throw contradiction();
    }
    return offline()
        .prepare(count, progress, (id, piece) -> settings.store().put(pool, id, piece.write()));
  }

  /** As {@link #prepare(int, PreparationProgress)}, silently. */
  public PreparationStatistics prepare(int count) {
    return prepare(count, PreparationProgress.NONE);
  }

  /** Base transfers are made with the first preparation: sessions that only infer need none. */
  private ClientOffline offline() {
    if (offline == null) {
      ProtocolParameters parameters = agreed.parameters();
      ClientTransferSession transfers =
          TransferSession.client(channel, settings.entropy(), parameters.transfers());
      offline =
          new ClientOffline(
              plan,
              parameters,
              channel,
              transfers,
              convolutions(parameters),
              settings.entropy(),
              shareTrace);
    }
    return offline;
  }

  private SecretConvolutions.Client convolutions(ProtocolParameters parameters) {
    if (parameters.correlations() == CorrelationSource.LATTICE) {
      return LatticeConvolutions.client(plan, settings.entropy());
    }
    InsecureAccess access = settings.dealer();
    if (access == null) {
      throw new MismatchException(channel.peer() + " turned to a dealer in mid-session.");
    }
    return InsecureTrustedDealer.client(plan, access);
  }

  /**
   * Classifies images {@code [B][C*H*W]}, normalized, in one inference, with pieces from the store,
   * which are spent by it whatever happens.
   *
   * @param images 1 to {@link #maxBatch}
   * @throws InputException if an image does not fit the plan, or there are too many; nothing is
   *     spent then
   * @throws MissingMaterialException if either end lacks prepared pieces
   * @throws RefusedException if the server refuses
   * @throws PeerException if the server fails
   */
  public PrivateResult infer(float[][] images) {
    Activations image = Activations.ofImages(plan.input(), FixedPointImages.encode(plan, images));
    if (images.length > maxBatch()) {
      throw new InputException(
          "An inference takes between 1 and %d images, not %d."
              .formatted(maxBatch(), images.length));
    }
    List<PieceId> names = new ArrayList<>();
    List<byte[]> payloads = new ArrayList<>();
    claim(images.length, names, payloads);
    ClientPiece.Batch batch = ClientPiece.read(plan, agreed.parameters(), payloads);
    payloads.forEach(payload -> java.util.Arrays.fill(payload, (byte) 0));
    return new ClientOnline(plan, agreed.parameters(), channel, batch).infer(names, image);
  }

  private void claim(int count, List<PieceId> names, List<byte[]> payloads) {
    List<PieceId> candidates = settings.store().available(pool, count);
    if (candidates.size() < count) {
      throw new MissingMaterialException(
          "%d pieces of material are needed and %d are prepared; prepare more."
              .formatted(count, candidates.size()));
    }
    for (PieceId candidate : candidates) {
      Optional<byte[]> payload = settings.store().claim(pool, candidate);
      if (payload.isEmpty()) {
        throw new MissingMaterialException(
            "Another process took a piece of material at the same time; try again.");
      }
      names.add(candidate);
      payloads.add(payload.get());
    }
  }

  private PeerException contradiction() {
    return new PeerException(channel.peer() + " misses pieces that nobody asked for.");
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
