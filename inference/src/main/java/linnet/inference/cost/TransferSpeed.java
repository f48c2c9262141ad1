// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.CorrelatedReceiver;
import linnet.crypto.transfer.CorrelatedSender;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.crypto.transfer.TransferKind;
import linnet.crypto.transfer.TransferSession;

/** Measures extended oblivious transfers, one core a side. */
public final class TransferSpeed {
  private static final int LANES = 128;
  private static final int WORDS = 64;
  private static final int CALLS = 8;

  private TransferSpeed() {}

  /** Median transfers a second, both halves at work at once. */
  public static double perSecond(TransferKind kind, Repetitions repetitions) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    EntropySource entropy = EntropySource.secure();
    BothParties<ServerTransferSession, ClientTransferSession> session =
        BothParties.run(
            () -> TransferSession.server(line.server(), entropy, kind),
            () -> TransferSession.client(line.client(), entropy, kind));
    BothParties<CorrelatedSender, CorrelatedReceiver> batch =
        BothParties.run(session.server()::newSender, session.client()::newReceiver);
    long[] choices = new long[LANES * WORDS];
    double seconds =
        repetitions.seconds(
            () ->
                BothParties.run(
                    () -> repeat(() -> batch.server().extend(LANES, WORDS)),
                    () -> repeat(() -> batch.client().extend(LANES, choices))));
    return 64.0 * choices.length * CALLS / seconds;
  }

  private static void repeat(Runnable call) {
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
  }
}
