// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/**
 * Opens sessions of correlated oblivious transfer over a channel, in both directions.
 *
 * <p>Once a session: 128 base transfers on P-256 (Chou, Orlandi, "The simplest protocol for
 * oblivious transfer", LATINCRYPT 2015; P-256 and not Curve25519, because its group has prime order
 * and decoded points are checked to lie in it), in which the <em>client</em> chooses by the bits of
 * a session difference. They carry a parent extension with the client as sender, and that one
 * carries a second parent with the server as sender. For each batch its sender draws a fresh Δ and
 * gets, through 128 transfers of the parent in which it is the receiver, the seeds on which that
 * batch extends; so no two batches share Δ or seeds, at the price of one message (two with {@link
 * TransferKind#SOFT_SPOKEN}) and no public-key work.
 *
 * <p>Adversary: semi-honest, hence no consistency checks. The sender learns nothing of choice bits,
 * the receiver nothing of Δ, by computational Diffie-Hellman on P-256, SHA-256 as a random oracle
 * and AES as a generator; 128 bits. Curve arithmetic is not constant-time. Cost: set-up {@link
 * #SETUP_CLIENT_BYTES} and {@link #SETUP_SERVER_BYTES} in three messages; a batch {@link
 * TransferKind#batchBytes} and {@link TransferKind#treeBytes} to begin, then {@link
 * TransferKind#extensionBytes} from its receiver.
 */
public final class TransferSession {
  /** Transfers that an extension stands on, one for each bit of Δ. */
  static final int BASE_TRANSFERS = 128;

  /** Bytes that the server sends at set-up, framing included. */
  public static final long SETUP_SERVER_BYTES =
      Channel.FRAME_HEADER_BYTES + P256.POINT_BYTES + TransferKind.IKNP.batchBytes();

  /** Bytes that the client sends at set-up, framing included. */
  public static final long SETUP_CLIENT_BYTES =
      Channel.FRAME_HEADER_BYTES + BASE_TRANSFERS * P256.POINT_BYTES;

  private TransferSession() {}

  /**
   * Sets the server's half up; the client must call {@link #client} with the same kind at the same
   * time.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  public static ServerTransferSession server(
      Channel channel, EntropySource entropy, TransferKind kind) {
    SeedPairs base = BaseTransfer.send(channel, entropy);
    CorrelatedReceiver first =
        new ExtensionReceiver(
            channel, MessageTypes.BATCH_SEEDS, TransferKind.IKNP, new IknpReceiver(base));
    Difference own = Difference.draw(entropy);
    byte[][] chosen = SessionBatches.chosenSeeds(first, own, PARENT);
    CorrelatedSender second = parentSender(channel, own, chosen);
    return new SessionBatches(channel, entropy, kind, first, second);
  }

  /**
   * Sets the client's half up; the server must call {@link #server} with the same kind at the same
   * time.
   *
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public static ClientTransferSession client(
      Channel channel, EntropySource entropy, TransferKind kind) {
    Difference own = Difference.draw(entropy);
    CorrelatedSender first =
        parentSender(channel, own, BaseTransfer.receive(channel, own, entropy));
    SeedPairs pairs = SessionBatches.seedPairs(first, PARENT);
    CorrelatedReceiver second =
        new ExtensionReceiver(
            channel, MessageTypes.BATCH_SEEDS, TransferKind.IKNP, new IknpReceiver(pairs));
    return new SessionBatches(channel, entropy, kind, second, first);
  }

  /** The number of the batch that is the second parent; batches of transfers count from 0. */
  private static final long PARENT = -1;

  private static CorrelatedSender parentSender(
      Channel channel, Difference difference, byte[][] chosen) {
    return new ExtensionSender(
        channel,
        MessageTypes.BATCH_SEEDS,
        TransferKind.IKNP,
        difference,
        new IknpSender(difference, chosen));
  }
}
