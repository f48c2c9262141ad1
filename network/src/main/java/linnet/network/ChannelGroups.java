// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which activations must have the same channels: layers that change no channels, sums, and grouped
 * convolutions tie what they read to what they give. Whatever is tied to the image or to the logits
 * has all its channels at every width.
 */
final class ChannelGroups {
  private final Map<String, String> parents = new HashMap<>();
  private final String output;

  private ChannelGroups(String output) {
    this.output = output;
  }

  static ChannelGroups of(List<Node> nodes) {
    ChannelGroups groups = new ChannelGroups(nodes.getLast().name());
    for (Node node : nodes) {
      if (tiesChannels(node.layer())) {
        node.inputs().forEach(input -> groups.tie(input, node.name()));
      }
    }
    return groups;
  }

  private static boolean tiesChannels(Layer layer) {
    return switch (layer) {
      case Layer.Convolution c -> c.groups() > 1;
      case Layer.Linear l -> false;
      default -> true;
    };
  }

  /** Whether the output of a node has all its channels at every width. */
  boolean isWhole(String node) {
    String root = root(node);
    return root.equals(root(Network.INPUT)) || root.equals(root(output));
  }

  private void tie(String left, String right) {
    parents.put(root(left), root(right));
  }

  private String root(String node) {
    String at = node;
    String parent = parents.getOrDefault(at, at);
    while (!parent.equals(at)) {
      String above = parents.getOrDefault(parent, parent);
      parents.put(at, above); // halves the way for the next one
      at = above;
      parent = parents.getOrDefault(at, at);
    }
    return at;
  }
}
