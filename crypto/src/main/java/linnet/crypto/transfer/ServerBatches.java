// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;

/** Receiver of the parent extension, hence sender of every batch. */
final class ServerBatches implements ServerTransferSession {
  private final Channel channel;
  private final EntropySource entropy;
  private final ExtensionReceiver parent;
  private long batch;

  ServerBatches(Channel channel, EntropySource entropy, SeedPairs base) {
    this.channel = channel;
    this.entropy = entropy;
    parent = new ExtensionReceiver(channel, MessageTypes.BATCH_SEEDS, base);
  }

  @Override
  public CorrelatedSender newSender() {
    Difference fresh = Difference.draw(entropy);
    byte[] labels = parent.extend(BatchSeeds.LANES, new long[] {fresh.low(), fresh.high()});
    return new ExtensionSender(
        channel, MessageTypes.EXTENSION, fresh, BatchSeeds.of(batch++, labels));
  }
}
