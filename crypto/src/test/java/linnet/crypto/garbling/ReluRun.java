// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.ClientTransferSession;
import linnet.crypto.transfer.ServerTransferSession;

/** One image's comparisons with random or given shares, from preparation to results. */
final class ReluRun {
  final List<ReluLayer> layers;
  final List<long[]> serverShares = new ArrayList<>();
  final List<long[]> clientShares = new ArrayList<>();
  final List<long[]> masks = new ArrayList<>();
  private final ReluForm form;
  private final EntropySource entropy = new InsecureFixedEntropy(31);

  ReluRun(ReluForm form, List<ReluLayer> layers, Prg random) {
    this.form = form;
    this.layers = layers;
    for (ReluLayer layer : layers) {
      long[] server = random.longs(layer.units());
      long[] client = random.longs(layer.units());
      for (int i = 0; i < server.length; i++) {
        client[i] = value(layer, i, client[i]) - server[i];
      }
      serverShares.add(server);
      clientShares.add(client);
      masks.add(random.longs(layer.units()));
    }
  }

  /** Values within the layer's bounds, edges first. */
  private static long value(ReluLayer layer, int index, long random) {
    long top = 1L << (layer.width() - 1);
    long ulp = 1L << layer.shift();
    long highest = top - 1 - ulp;
    long[] edges = {0, 1, -1, ulp, -ulp, ulp - 1, 1 - ulp, highest, -top, highest - 1, 1 - top};
    long value = index < edges.length ? edges[index] : random >> (64 - layer.width());
    return Math.min(value, highest);
  }

  TwoParties.Results<ServerRelus, ClientRelus> prepare(
      Channel serverEnd,
      Channel clientEnd,
      ServerTransferSession server,
      ClientTransferSession client) {
    return TwoParties.run(
        () -> form.prepareServer(serverEnd, server, entropy, layers),
        () ->
            form.prepareClient(
                clientEnd, client, new InsecureFixedEntropy(32), layers, clientShares, masks));
  }

  List<long[]> online(
      TwoParties.Results<ServerRelus, ClientRelus> halves, Channel serverEnd, Channel clientEnd) {
    return TwoParties.run(
            () -> serve(halves.server(), serverEnd),
            () -> {
              for (int layer = 0; layer < layers.size(); layer++) {
                halves.client().answer(clientEnd, layer);
              }
              return true;
            })
        .server();
  }

  private List<long[]> serve(ServerRelus server, Channel channel) {
    List<long[]> results = new ArrayList<>();
    for (int layer = 0; layer < layers.size(); layer++) {
      server.send(channel, layer, serverShares.get(layer));
      results.add(server.receive(channel, layer));
    }
    return results;
  }

  /** Both halves as a store gives them back. */
  TwoParties.Results<ServerRelus, ClientRelus> stored(
      TwoParties.Results<ServerRelus, ClientRelus> halves) {
    try {
      return new TwoParties.Results<>(
          form.readServer(in(bytes(halves.server()::write)), layers),
          form.readClient(in(bytes(halves.client()::write)), layers, masks));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  static byte[] bytes(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  /** What the functionality promises, unit by unit, computed by itself. */
  long[] expected(int layer) {
    ReluLayer about = layers.get(layer);
    long[] results = new long[about.units()];
    for (int i = 0; i < results.length; i++) {
      long server = serverShares.get(layer)[i];
      long client = clientShares.get(layer)[i];
      results[i] =
          (form == ReluForm.SIGN ? sign(about, server, client) : full(about, server + client))
              - masks.get(layer)[i];
    }
    return results;
  }

  private static long sign(ReluLayer layer, long server, long client) {
    long sum =
        Long.divideUnsigned(server, 1L << layer.shift())
            - Long.divideUnsigned(-client, 1L << layer.shift());
    boolean negative = (sum >> (layer.bits() - 1) & 1) != 0;
    return negative ? 0 : sum;
  }

  private static long full(ReluLayer layer, long sum) {
    int unused = 64 - layer.width();
    return Math.max(0, sum << unused >> unused) >> layer.shift();
  }
}
