// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/**
 * Opens sessions of correlated oblivious transfer over a channel.
 *
 * <p>Once a session: 128 base transfers on P-256 (Chou, Orlandi, "The simplest protocol for
 * oblivious transfer", LATINCRYPT 2015), in which the <em>client</em> chooses by the bits of a
 * session difference. They carry a parent extension (Ishai, Kilian, Nissim, Petrank, CRYPTO 2003)
 * with the client as sender. For each batch the server draws a fresh Δ and gets, through 128 parent
 * transfers chosen by the bits of Δ, the seeds on which that batch extends, now with the server as
 * sender; so no two batches share Δ or seeds, at the price of one message and no public-key work.
 *
 * <p>Adversary: semi-honest. The server learns nothing of choice bits, the client nothing of Δ, by
 * computational Diffie-Hellman on P-256, SHA-256 as a random oracle and AES as a generator. Curve
 * arithmetic is not constant-time. Cost: set-up {@link #SETUP_CLIENT_BYTES} and {@link
 * #SETUP_SERVER_BYTES} in one round trip; a batch {@link #BATCH_SERVER_BYTES} to begin, then {@link
 * #extensionBytes} from the client, that is 16 bytes a transfer.
 */
public final class TransferSession {
  /** Transfers that an extension stands on, one for each bit of Δ. */
  static final int BASE_TRANSFERS = 128;

  /** Bytes that the server sends at set-up, framing included. */
  public static final long SETUP_SERVER_BYTES = Channel.FRAME_HEADER_BYTES + P256.POINT_BYTES;

  /** Bytes that the client sends at set-up, framing included. */
  public static final long SETUP_CLIENT_BYTES =
      Channel.FRAME_HEADER_BYTES + BASE_TRANSFERS * P256.POINT_BYTES;

  /** Bytes that the server sends to begin a batch, framing included. */
  public static final long BATCH_SERVER_BYTES =
      Channel.FRAME_HEADER_BYTES + (long) Extension.wordBytes(BatchSeeds.LANES);

  private TransferSession() {}

  /** Bytes that the client sends to extend by {@code words} words of {@code lanes} lanes. */
  public static long extensionBytes(int lanes, int words) {
    return (long) words * (Channel.FRAME_HEADER_BYTES + Extension.wordBytes(lanes));
  }

  /**
   * Sets the server's half up; the client must call {@link #client} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the client fails
   */
  public static ServerTransferSession server(Channel channel, EntropySource entropy) {
    SeedPairs base = BaseTransfer.send(channel, entropy);
    return new ServerBatches(channel, entropy, base);
  }

  /**
   * Sets the client's half up; the server must call {@link #server} at the same time.
   *
   * @throws linnet.crypto.channel.PeerException if the server fails
   */
  public static ClientTransferSession client(Channel channel, EntropySource entropy) {
    Difference session = Difference.draw(entropy);
    return new ClientBatches(channel, session, BaseTransfer.receive(channel, session, entropy));
  }
}
