// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import linnet.crypto.channel.Channel;
import linnet.crypto.transfer.ClientTransferSession;

/** The client's half of the full form: a batch of its own for each layer. */
final class FullClientRelus implements ClientRelus {
  private static final long FORMAT = 0x31_4346_4E47_4953L;

  private final List<ReluLayer> layers;
  private final List<FullReluClient> batches;

  private FullClientRelus(List<ReluLayer> layers, List<FullReluClient> batches) {
    this.layers = List.copyOf(layers);
    this.batches = batches;
  }

  static FullClientRelus prepare(
      Channel channel,
      ClientTransferSession transfers,
      List<ReluLayer> layers,
      List<long[]> shares,
      List<long[]> nextMasks) {
    List<FullReluClient> batches = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      ReluCircuit relu = new ReluCircuit(layers.get(i).width(), layers.get(i).shift());
      batches.add(
          FullReluClient.prepare(channel, transfers, relu, shares.get(i), nextMasks.get(i)));
    }
    return new FullClientRelus(layers, batches);
  }

  @Override
  public byte[] evaluate(Channel channel, int layer) {
    return batches.get(layer).evaluate(channel);
  }

  @Override
  public void answer(Channel channel, byte[] evaluated) {
    if (evaluated.length > 0) {
      channel.send(MessageTypes.COLOURS, evaluated);
    }
  }

  @Override
  public long comparedUnits(int layer) {
    return batches.get(layer).isDone() ? layers.get(layer).units() : 0;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    batches.forEach(FullReluClient::requireFresh);
    StoredMaterial.write(out, SignLayout.head(FORMAT, layers));
    for (FullReluClient batch : batches) {
      batch.write(out);
    }
  }

  static FullClientRelus read(DataInput in, List<ReluLayer> layers) throws IOException {
    StoredMaterial.checkHead(in, SignLayout.head(FORMAT, layers));
    List<FullReluClient> batches = new ArrayList<>();
    for (ReluLayer layer : layers) {
      ReluCircuit relu = new ReluCircuit(layer.width(), layer.shift());
      batches.add(FullReluClient.read(in, relu, layer.units()));
    }
    return new FullClientRelus(layers, batches);
  }
}
