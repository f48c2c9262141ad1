// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.crypto.transfer.TransferSession;
import linnet.inference.linear.Activations;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
import linnet.inference.plan.PlanFormat;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of two-party inference: it holds the weights and learns nothing of images and
 * logits, but how many images there are.
 *
 * <p><b>Security.</b> Two parties, semi-honest, static corruption. The client learns the logits (or
 * only the class, as {@link Disclosure} says) and the public plan; the server learns nothing. With
 * {@link InsecureTrustedDealer} instead of encryption the images are <em>not</em> private; it needs
 * its token at both ends. What is computed truncates the shares of linearized units, and with
 * one-round signs those of kept units too, each party its own; that functionality, rare wrong
 * truncations included, is the one for which privacy is claimed. A party that deviates can make its
 * session fail; a client that deviates may learn about weights.
 *
 * <p><b>One-time material.</b> A piece serves one image. The server stores it before the client
 * hears its name, and spends it, durably if its store is durable, before the first byte that
 * depends on it leaves.
 *
 * <p><b>Cost.</b> Session: handshake; base transfers with the first preparation. Everything else
 * exactly as {@link PredictionCost} computes. Online one round trip a boundary that keeps any unit.
 *
 * <p>Reference: Mishra et al., DELPHI, USENIX Security 2020; {@code protocol.md} §2 to §4.
 */
public final class ServerInference {
  private final PrivateProgram program;
  private final ServerSettings settings;
  private final SecretConvolutions.Server convolutions;
  private final byte[] plan;
  private final String digest;

  /**
   * A server of this program; it may serve many sessions at once.
   *
   * @throws linnet.network.InputException if the weights are too large for encrypted linear layers
   */
  public ServerInference(PrivateProgram program, ServerSettings settings) {
    this.program = program;
    this.settings = settings;
    this.convolutions = convolutions(program, settings);
    this.plan = PlanFormat.write(program.plan());
    this.digest = PlanFormat.digest(plan);
  }

  private static SecretConvolutions.Server convolutions(
      PrivateProgram program, ServerSettings settings) {
    InsecureAccess access = settings.dealer();
    if (settings.parameters().dealer() && access != null) {
      return InsecureTrustedDealer.server(program, access);
    }
    return LatticeConvolutions.server(program, settings.cache(), settings.entropy());
  }

  /** Most images of one inference: the settings' limit, or less where memory is short. */
  public int maxBatch() {
    return Math.min(settings.maxBatch(), BatchLimit.online(program.plan()));
  }

  /** Most pieces of one preparation: the settings' limit, or less where memory is short. */
  public int maxPrepare() {
    return Math.min(settings.maxPrepare(), BatchLimit.offline(program.plan()));
  }

  /**
   * What protects the images: the encryption's parameters, its noise and flood in a batch as large
   * as is served, its level of security.
   *
   * @throws linnet.network.InputException if the parameters do not hold for such a batch
   */
  public List<String> describeProtection() {
    return convolutions.describe(maxPrepare());
  }

  /** Digest of the plan that is served. */
  public String digest() {
    return digest;
  }

  /** Pieces of material that wait for a client, by the name that guards and listeners hear. */
  public int prepared(String client) {
    return settings.store().count(pool(client));
  }

  private MaterialPool pool(String client) {
    return new MaterialPool(client, digest, settings.parameters().canonical());
  }

  /** What is served. */
  public ProgramPlan plan() {
    return program.plan();
  }

  /** What the settings chose. */
  public ProtocolParameters parameters() {
    return settings.parameters();
  }

  /**
   * Serves one client until it says goodbye; the caller closes the channel.
   *
   * @param guard asked before every preparation and inference
   * @param listener hears of every preparation and inference
   * @throws linnet.crypto.channel.ProtocolException if the client vanishes, misbehaves, or does not
   *     match; only this session ends
   */
  public void serve(Channel channel, SessionGuard guard, SessionListener listener) {
    serve(channel, Greeting.receive(channel), guard, listener);
  }

  /** Serves a client that has greeted. */
  void serve(Channel channel, Greeting greeting, SessionGuard guard, SessionListener listener) {
    Greeting own = Greeting.server(maxBatch(), maxPrepare(), settings.parameters(), digest);
    Handshake.answer(channel, greeting, plan, own);
    String client =
        channel.isAuthenticated()
            ? channel.peerIdentity()
            : "anonymous client " + greeting.clientName();
    new Session(channel, client, guard, listener).run();
  }

  /** One client. */
  private final class Session {
    private final Channel channel;
    private final String client;
    private final SessionGuard guard;
    private final SessionListener listener;
    private final MaterialPool pool;
    private @Nullable ServerOffline offline;

    Session(Channel channel, String client, SessionGuard guard, SessionListener listener) {
      this.channel = channel;
      this.client = client;
      this.guard = guard;
      this.listener = listener;
      this.pool = pool(client);
    }

    void run() {
      while (true) {
        switch (Request.receive(channel, maxPrepare(), maxBatch())) {
          case Request.Prepare prepare -> prepare(prepare.count());
          case Request.Infer infer -> infer(infer.pieces());
          case Request.Goodbye goodbye -> {
            return;
          }
        }
      }
    }

    private void prepare(int count) {
      try {
        guard.beforePrepare(client, count);
      } catch (RefusedException e) {
        refuse(e);
        return;
      }
      new Verdict.Accepted().send(channel);
      listener.prepared(client, offline().prepare(count, settings.store(), pool));
    }

    private ServerOffline offline() {
      if (offline == null) {
        ServerTransferSession transfers =
            TransferSession.server(channel, settings.entropy(), settings.parameters().transfers());
        offline =
            new ServerOffline(
                program.plan(),
                settings.parameters(),
                channel,
                transfers,
                convolutions,
                settings.entropy());
      }
      return offline;
    }

    private void infer(List<PieceId> names) {
      ProgramPlan plan = program.plan();
      byte[] masked =
          channel.receive(
              MessageTypes.MASKED_IMAGE, Long.BYTES * plan.input().units() * names.size());
      Activations image = new Activations(plan.input(), names.size(), LittleEndian.longs(masked));
      try {
        guard.beforeInfer(client, names.size());
      } catch (RefusedException e) {
        refuse(e);
        return;
      }
      List<ServerPiece> pieces = new ArrayList<>();
      List<Integer> missing = claim(names, pieces); // spent before the first byte leaves
      if (!missing.isEmpty()) {
        new Verdict.Missing(missing).send(channel);
        return;
      }
      new Verdict.Accepted().send(channel);
      listener.inferred(
          client, new ServerOnline(program, settings.parameters(), channel, pieces).run(image));
    }

    private List<Integer> claim(List<PieceId> names, List<ServerPiece> pieces) {
      List<Integer> missing = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        Optional<byte[]> payload = settings.store().claim(pool, names.get(i));
        if (payload.isEmpty()) {
          missing.add(i);
        } else {
          pieces.add(ServerPiece.read(program.plan(), settings.parameters(), payload.get()));
        }
      }
      return missing;
    }

    private void refuse(RefusedException e) {
      listener.refused(client, e.getMessage());
      new Verdict.Refused(e.getMessage()).send(channel);
    }
  }
}
