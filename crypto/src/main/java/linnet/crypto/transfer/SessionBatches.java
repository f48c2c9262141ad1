// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/**
 * Begins batches in both directions on two parent extensions: as receiver of the one a party
 * chooses the seeds of a batch by a fresh Δ and becomes the batch's sender; as sender of the other
 * it has both seeds of each pair and becomes the batch's receiver.
 */
final class SessionBatches implements ServerTransferSession, ClientTransferSession {
  private final Channel channel;
  private final EntropySource entropy;
  private final TransferKind kind;
  private final CorrelatedReceiver toSend;
  private final CorrelatedSender toReceive;
  private long sent;
  private long received;

  SessionBatches(
      Channel channel,
      EntropySource entropy,
      TransferKind kind,
      CorrelatedReceiver toSend,
      CorrelatedSender toReceive) {
    this.channel = channel;
    this.entropy = entropy;
    this.kind = kind;
    this.toSend = toSend;
    this.toReceive = toReceive;
  }

  @Override
  public CorrelatedSender newSender() {
    Difference fresh = Difference.draw(entropy);
    byte[][] chosen = chosenSeeds(toSend, fresh, sent++);
    SenderColumns columns =
        switch (kind) {
          case IKNP -> new IknpSender(fresh, chosen);
          case SOFT_SPOKEN -> {
            byte[] corrections =
                channel.receive(MessageTypes.TREES, PuncturedTrees.CORRECTION_BYTES);
            yield new SoftSpokenSender(fresh, PuncturedTrees.punctured(corrections, fresh, chosen));
          }
        };
    return new ExtensionSender(channel, MessageTypes.EXTENSION, kind, fresh, columns);
  }

  @Override
  public CorrelatedReceiver newReceiver() {
    SeedPairs pairs = seedPairs(toReceive, received++);
    ReceiverColumns columns =
        switch (kind) {
          case IKNP -> new IknpReceiver(pairs);
          case SOFT_SPOKEN -> {
            byte[] seed = entropy.seed();
            channel.send(MessageTypes.TREES, PuncturedTrees.corrections(seed, pairs));
            yield new SoftSpokenReceiver(seed);
          }
        };
    return new ExtensionReceiver(channel, MessageTypes.EXTENSION, kind, columns);
  }

  @Override
  public TransferKind kind() {
    return kind;
  }

  /** One seed of each pair, chosen by the bits of Δ, through 128 transfers of a parent. */
  static byte[][] chosenSeeds(CorrelatedReceiver parent, Difference difference, long batch) {
    long[] choices = {difference.low(), difference.high()};
    return BatchSeeds.of(batch, parent.extend(BatchSeeds.LANES, choices));
  }

  /** Both seeds of each pair, through 128 transfers of a parent. */
  static SeedPairs seedPairs(CorrelatedSender parent, long batch) {
    byte[] labels = parent.extend(BatchSeeds.LANES, 1);
    byte[][] one = BatchSeeds.of(batch, labels, parent.differenceLow(), parent.differenceHigh());
    return new SeedPairs(BatchSeeds.of(batch, labels), one);
  }
}
