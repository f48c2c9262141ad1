// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import java.util.List;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.garbling.ClientRelus;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.garbling.ReluLayer;
import linnet.crypto.garbling.ServerRelus;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.ServerTransferSession;
import linnet.crypto.transfer.TransferKind;
import linnet.crypto.transfer.TransferSession;

/**
 * One measurement of comparisons as the protocol runs them, over a line without limits.
 *
 * @param units compared, in one layer of one image
 * @param tableBytes of garbled tables alone, counted
 * @param offlineBytes counted, both ways
 * @param onlineBytes counted, both ways
 * @param offlineSeconds of preparing, both halves at once on all cores
 * @param onlineSeconds of both halves by turns on the calling thread's cores, labels regenerated
 *     before
 */
public record ReluSpeed(
    int units,
    long tableBytes,
    long offlineBytes,
    long onlineBytes,
    double offlineSeconds,
    double onlineSeconds) {
  /** Bits that a truncation drops. */
  private static final int SHIFT = 12;

  /** Prepares and compares so many units of so many bits after truncation, all shares 0. */
  public static ReluSpeed measure(ReluForm form, TransferKind kind, int bits, int units) {
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    EntropySource entropy = EntropySource.secure();
    BothParties<ServerTransferSession, ClientTransferSession> session =
        BothParties.run(
            () -> TransferSession.server(line.server(), entropy, kind),
            () -> TransferSession.client(line.client(), entropy, kind));
    TableCounter server = new TableCounter(line.server());
    long before = line.client().traffic().bytes();
    List<ReluLayer> layers = List.of(new ReluLayer(bits + SHIFT, SHIFT, units));
    List<long[]> zeros = List.of(new long[units]);
    long start = System.nanoTime();
    BothParties<ServerRelus, ClientRelus> prepared =
        BothParties.run(
            () -> form.prepareServer(server, session.server(), entropy, layers),
            () ->
                form.prepareClient(line.client(), session.client(), entropy, layers, zeros, zeros));
    double offline = 1e-9 * (System.nanoTime() - start);
    long between = line.client().traffic().bytes();
    double online = online(line, prepared, units);
    return new ReluSpeed(
        units,
        server.bytes(),
        between - before,
        line.client().traffic().bytes() - between,
        offline,
        online);
  }

  private static double online(
      InMemoryChannel.Pair line, BothParties<ServerRelus, ClientRelus> prepared, int units) {
    prepared.client().ready();
    long start = System.nanoTime();
    prepared.server().send(line.server(), 0, new long[units]);
    prepared.client().answer(line.client(), 0);
    prepared.server().receive(line.server(), 0);
    return 1e-9 * (System.nanoTime() - start);
  }
}
