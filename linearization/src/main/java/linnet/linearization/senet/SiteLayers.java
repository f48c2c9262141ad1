// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Site;

/**
 * Which weighted layer stands before each ReLU site: SENet reads the sensitivity of a ReLU layer
 * off the pruning sensitivity of its convolution. Batch norms and poolings are passed; at a sum the
 * way leads along the block's main branch, its first input.
 */
final class SiteLayers {
  private SiteLayers() {}

  /** Site name to the name of its convolution or dense layer, in the network's order. */
  static Map<String, String> of(Network network) {
    Map<String, Node> nodes =
        network.nodes().stream().collect(Collectors.toMap(Node::name, node -> node));
    Map<String, String> result = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      result.put(site.name(), before(site.name(), nodes));
    }
    return result;
  }

  private static String before(String site, Map<String, Node> nodes) {
    String at = Objects.requireNonNull(nodes.get(site)).inputs().getFirst();
    while (true) {
      Node node = nodes.get(at);
      if (node == null) {
        throw new InputException(
            "The ReLU site %s has no weighted layer before it, so SENet's sensitivity is not defined for it; use --method fisher."
                .formatted(site));
      }
      if (isWeighted(node.layer())) {
        return at;
      }
      at = node.inputs().getFirst();
    }
  }

  static boolean isWeighted(Layer layer) {
    return layer instanceof Layer.Convolution || layer instanceof Layer.Linear;
  }
}
