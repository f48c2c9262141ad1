// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.IOException;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.crypto.transfer.TransferKind;

/**
 * How the kept units of one image are compared: two protocols of one shape.
 *
 * <p>Parties: server (z_S, online), client (z_C and r_next, both known when preparing). Output: the
 * server gets {@code (relu(z) >> shift) − r_next}, which r_next makes uniform; the client gets
 * nothing. Adversary: semi-honest. Material is drawn for one image and each of its layers is spent
 * by its first use, for a second use of the same labels would give secrets away. Cost: exactly
 * {@link #cost}; online one round trip a layer.
 *
 * <p>Both halves are called at the same time, with the same layers.
 */
public enum ReluForm {
  /**
   * Truncates the shares locally, garbles their sign alone on {@link ReluLayer#bits} bits at 16
   * bytes a gate, and opens a payload by the output label: see {@code doc-files/sign-relu-proof.md}
   * beside this class. What is computed is relu of the truncated <em>shares</em>.
   */
  SIGN {
    @Override
    public ServerRelus prepareServer(
        Channel channel,
        ServerTransferSession transfers,
        EntropySource entropy,
        List<ReluLayer> layers) {
      return SignServer.prepare(channel, transfers, entropy, SignLayout.of(layers));
    }

    @Override
    public ClientRelus prepareClient(
        Channel channel,
        ClientTransferSession transfers,
        EntropySource entropy,
        List<ReluLayer> layers,
        List<long[]> shares,
        List<long[]> nextMasks) {
      requireSizes(layers, shares, "shares");
      requireSizes(layers, nextMasks, "masks");
      return SignClient.prepare(channel, transfers, SignLayout.of(layers), shares, nextMasks);
    }

    @Override
    public ServerRelus readServer(DataInput in, List<ReluLayer> layers) throws IOException {
      return SignServer.read(in, SignLayout.of(layers));
    }

    @Override
    public ClientRelus readClient(DataInput in, List<ReluLayer> layers, List<long[]> nextMasks)
        throws IOException {
      requireSizes(layers, nextMasks, "masks");
      return SignClient.read(in, SignLayout.of(layers), nextMasks);
    }

    @Override
    public ReluCost cost(List<ReluLayer> layers, TransferKind kind) {
      return SignCost.of(SignLayout.of(layers), kind);
    }
  },

  /**
   * Truncates, compares, chooses and masks inside the circuit, on untruncated shares: the exact
   * reference, several times as dear. See {@link ReluCircuit}.
   */
  FULL {
    @Override
    public ServerRelus prepareServer(
        Channel channel,
        ServerTransferSession transfers,
        EntropySource entropy,
        List<ReluLayer> layers) {
      return FullServerRelus.prepare(channel, transfers, entropy, layers);
    }

    @Override
    public ClientRelus prepareClient(
        Channel channel,
        ClientTransferSession transfers,
        EntropySource entropy,
        List<ReluLayer> layers,
        List<long[]> shares,
        List<long[]> nextMasks) {
      requireSizes(layers, shares, "shares");
      requireSizes(layers, nextMasks, "masks");
      return FullClientRelus.prepare(channel, transfers, layers, shares, nextMasks);
    }

    @Override
    public ServerRelus readServer(DataInput in, List<ReluLayer> layers) throws IOException {
      return FullServerRelus.read(in, layers);
    }

    @Override
    public ClientRelus readClient(DataInput in, List<ReluLayer> layers, List<long[]> nextMasks)
        throws IOException {
      requireSizes(layers, nextMasks, "masks");
      return FullClientRelus.read(in, layers);
    }

    @Override
    public ReluCost cost(List<ReluLayer> layers, TransferKind kind) {
      return FullReluCost.of(layers, kind);
    }
  };

  /**
   * Prepares the server's half together with {@link #prepareClient}.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  public abstract ServerRelus prepareServer(
      Channel channel,
      ServerTransferSession transfers,
      EntropySource entropy,
      List<ReluLayer> layers);

  /**
   * Prepares the client's half together with {@link #prepareServer}.
   *
   * @param shares z_C of each layer's units, not truncated; left as they are
   * @param nextMasks r_next of each layer's units; used nowhere else, and not to be changed before
   *     the layer is spent
   * @throws IllegalArgumentException if there are not as many shares or masks as units
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public abstract ClientRelus prepareClient(
      Channel channel,
      ClientTransferSession transfers,
      EntropySource entropy,
      List<ReluLayer> layers,
      List<long[]> shares,
      List<long[]> nextMasks);

  /**
   * What {@link ServerRelus#write} wrote.
   *
   * @throws IOException if it ends early or was written for other layers or by another form; the
   *     message is one sentence. Changed bytes are not noticed: the store has to seal them.
   */
  public abstract ServerRelus readServer(DataInput in, List<ReluLayer> layers) throws IOException;

  /**
   * What {@link ClientRelus#write} wrote, with the same masks as when it was prepared, which are
   * not stored.
   *
   * @throws IOException as {@link #readServer}
   */
  public abstract ClientRelus readClient(
      DataInput in, List<ReluLayer> layers, List<long[]> nextMasks) throws IOException;

  /** What all this costs with transfers of a kind. */
  public abstract ReluCost cost(List<ReluLayer> layers, TransferKind kind);

  private static void requireSizes(List<ReluLayer> layers, List<long[]> values, String what) {
    if (values.size() != layers.size()) {
      throw new IllegalArgumentException(
          values.size() + " layers of " + what + " were given for " + layers.size() + " layers");
    }
    for (int i = 0; i < layers.size(); i++) {
      if (values.get(i).length != layers.get(i).units()) {
        throw new IllegalArgumentException(
            "%d %s were given for the %d units of layer %d"
                .formatted(values.get(i).length, what, layers.get(i).units(), i));
      }
    }
  }
}
