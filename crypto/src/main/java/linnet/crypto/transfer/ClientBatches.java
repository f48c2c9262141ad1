// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.Channel;

/** Sender of the parent extension, hence receiver of every batch. */
final class ClientBatches implements ClientTransferSession {
  private final Channel channel;
  private final Difference session;
  private final ExtensionSender parent;
  private long batch;

  ClientBatches(Channel channel, Difference session, byte[][] base) {
    this.channel = channel;
    this.session = session;
    parent = new ExtensionSender(channel, MessageTypes.BATCH_SEEDS, session, base);
  }

  @Override
  public CorrelatedReceiver newReceiver() {
    byte[] labels = parent.extend(BatchSeeds.LANES, 1);
    byte[][] zero = BatchSeeds.of(batch, labels);
    byte[][] one = BatchSeeds.of(batch++, labels, session.low(), session.high());
    return new ExtensionReceiver(channel, MessageTypes.EXTENSION, new SeedPairs(zero, one));
  }
}
