// SPDX-License-Identifier: Apache-2.0
package linnet.network.cost;

import java.util.List;
import linnet.network.Layer;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;

/** The cost executor: walks the description and counts, for one image. */
public final class Costs {
  private Costs() {}

  /** Cost of every node, in topological order. */
  public static List<LayerCost> of(Network network) {
    return network.nodes().stream().map(node -> costOf(network, node)).toList();
  }

  /** Multiply-accumulate operations of all convolutions and dense layers. */
  public static long macs(Network network) {
    return of(network).stream().mapToLong(LayerCost::macs).sum();
  }

  private static LayerCost costOf(Network network, Node node) {
    Shape output = network.shape(node.name());
    long macs =
        switch (node.layer()) {
          case Layer.Convolution c ->
              (long) output.units() * (c.inChannels() / c.groups()) * c.kernel() * c.kernel();
          case Layer.Linear l -> (long) l.inFeatures() * l.outFeatures();
          default -> 0; // additions, norms and poolings are not counted by convention
        };
    int relus = node.layer() instanceof Layer.Relu ? output.units() : 0;
    return new LayerCost(node.name(), output, macs, relus);
  }
}
