// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.function.Consumer;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.PeerException;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.crypto.transfer.TransferSession;
import linnet.inference.plan.PrivateProgram;
import org.jspecify.annotations.Nullable;

/**
 * The server's half of two-party inference: it holds the weights and learns nothing of images and
 * logits, but how many images there are.
 *
 * <p><b>Security.</b> Two parties, semi-honest, static corruption. The client learns the logits and
 * the public plan; the server learns nothing <em>if the linear correlations are private, and with
 * the only ones so far, {@link InsecureTrustedDealer}, they are not</em>. What is computed
 * truncates the shares of linearized units, each party its own; that functionality, rare wrong
 * truncations included, is the one for which privacy is claimed. A party that deviates can make its
 * session fail; a client that deviates may learn about weights.
 *
 * <p><b>Cost.</b> Session: handshake and base transfers. Offline, per image: the correlations (see
 * the dealer), 8 bytes a linearized unit, and the comparisons' material. Online, per image: 8 bytes
 * a unit of the image, the comparisons of kept units, one round trip a boundary that keeps any, and
 * 8 bytes a logit.
 *
 * <p>Reference: Mishra et al., DELPHI, USENIX Security 2020; {@code protocol.md} §4.
 */
public final class ServerInference {
  private final PrivateProgram program;
  private final ServerSettings settings;
  private final LinearCorrelations.Server correlations;

  /** A server of this program; it may serve many sessions at once. */
  public ServerInference(PrivateProgram program, ServerSettings settings) {
    this.program = program;
    this.settings = settings;
    this.correlations =
        InsecureTrustedDealer.server(program, settings.entropy(), settings.dealer());
  }

  /** Most images of one inference: the settings' limit, or less where memory is short. */
  public int maxBatch() {
    return Math.min(settings.maxBatch(), BatchLimit.server(program.plan()));
  }

  /**
   * Serves one client until it says goodbye; the caller closes the channel.
   *
   * @param afterEach gets the server's statistics of every inference
   * @throws linnet.crypto.channel.ProtocolException if the client vanishes, misbehaves, or does not
   *     match; only this session ends
   */
  public void serve(Channel channel, Consumer<PredictionStatistics> afterEach) {
    Handshake.serve(channel, program.plan(), maxBatch(), correlations.isDealer());
    ServerTransferSession transfers =
        TransferSession.server(
            channel, settings.entropy(), linnet.crypto.transfer.TransferKind.IKNP);
    ServerOffline offline =
        new ServerOffline(program.plan(), channel, transfers, correlations, settings.entropy());
    @Nullable ServerMaterial material = null;
    while (true) {
      switch (Request.receive(channel, maxBatch())) {
        case Request.Prepare prepare -> material = offline.prepare(prepare.batch());
        case Request.Infer infer -> {
          if (material == null) {
            throw new PeerException(channel.peer() + " asks for an inference before preparing it.");
          }
          ServerMaterial spent = material;
          material = null; // before its first byte leaves: nothing is used twice
          afterEach.accept(new ServerOnline(program, channel, spent).run());
        }
        case Request.Goodbye goodbye -> {
          return;
        }
      }
    }
  }
}
