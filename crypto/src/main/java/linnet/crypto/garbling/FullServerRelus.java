// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;
import linnet.crypto.transfer.ServerTransferSession;

/** The server's half of the full form: a batch of its own for each layer. */
final class FullServerRelus implements ServerRelus {
  private static final long FORMAT = 0x31_5346_4E47_4953L;

  private final List<ReluLayer> layers;
  private final List<FullReluServer> batches;

  private FullServerRelus(List<ReluLayer> layers, List<FullReluServer> batches) {
    this.layers = List.copyOf(layers);
    this.batches = batches;
  }

  static FullServerRelus prepare(
      Channel channel,
      ServerTransferSession transfers,
      EntropySource entropy,
      List<ReluLayer> layers) {
    List<FullReluServer> batches = new ArrayList<>();
    for (ReluLayer layer : layers) {
      ReluCircuit relu = new ReluCircuit(layer.width(), layer.shift());
      batches.add(FullReluServer.prepare(channel, transfers, entropy, relu, layer.units()));
    }
    return new FullServerRelus(layers, batches);
  }

  @Override
  public void send(Channel channel, int layer, long[] shares) {
    batches.get(layer).send(channel, shares);
  }

  @Override
  public long[] receive(Channel channel, int layer) {
    return batches.get(layer).receive(channel);
  }

  @Override
  public long comparedUnits(int layer) {
    return batches.get(layer).isDone() ? layers.get(layer).units() : 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    batches.forEach(FullReluServer::requireFresh);
    StoredMaterial.write(out, SignLayout.head(FORMAT, layers));
    for (FullReluServer batch : batches) {
      batch.write(out);
    }
  }

  static FullServerRelus read(DataInput in, List<ReluLayer> layers) throws IOException {
    StoredMaterial.checkHead(in, SignLayout.head(FORMAT, layers));
    List<FullReluServer> batches = new ArrayList<>();
    for (ReluLayer layer : layers) {
      ReluCircuit relu = new ReluCircuit(layer.width(), layer.shift());
      batches.add(FullReluServer.read(in, relu, layer.units()));
    }
    return new FullServerRelus(layers, batches);
  }
}
