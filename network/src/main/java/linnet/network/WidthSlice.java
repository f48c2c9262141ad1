// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Cuts a network to a width: every convolution and hidden dense layer gives the first {@code
 * floor(d * C)} of its C channels and reads as many as there are left; the image and the logits
 * stay whole ({@link ChannelGroups}). A grouped convolution keeps its first groups, whole.
 */
final class WidthSlice {
  private final double rate;
  private final ChannelGroups groups;
  private final Map<String, Integer> channels = new HashMap<>();

  private WidthSlice(double rate, ChannelGroups groups) {
    this.rate = rate;
    this.groups = groups;
  }

  /**
   * The network at a rate, a network of the full width only.
   *
   * @param shapes of all nodes at full width
   * @throws InputException naming the node that cannot be cut
   */
  static Network of(
      String name, Shape input, List<Node> nodes, Map<String, Shape> shapes, double rate) {
    WidthSlice slice = new WidthSlice(rate, ChannelGroups.of(nodes));
    slice.channels.put(Network.INPUT, input.channels());
    List<Node> cut = new ArrayList<>();
    for (Node node : nodes) {
      cut.add(slice.cut(node, shapes));
    }
    try {
      return new Network(Widths.normName(name, rate), input, cut);
    } catch (InputException e) {
      throw new InputException(
          "The network %s cannot run at width %s. %s".formatted(name, rate, e.getMessage()), e);
    }
  }

  private Node cut(Node node, Map<String, Shape> shapes) {
    String from = node.inputs().getFirst();
    int in = Objects.requireNonNull(channels.get(from));
    Layer layer =
        switch (node.layer()) {
          case Layer.Convolution c -> convolution(node, c, in);
          case Layer.BatchNorm b -> new Layer.BatchNorm(in, b.epsilon());
          case Layer.Linear l -> new Layer.Linear(in, outputs(node, l.outFeatures()), l.bias());
          default -> node.layer();
        };
    channels.put(
        node.name(),
        switch (layer) {
          case Layer.Convolution c -> c.outChannels();
          case Layer.Linear l -> l.outFeatures();
          case Layer.Flatten f -> in * Objects.requireNonNull(shapes.get(from)).plane();
          default -> in;
        });
    return new Node(node.name(), layer, node.inputs());
  }

  private int outputs(Node node, int all) {
    int left = groups.isWhole(node.name()) ? all : Widths.channels(all, rate);
    if (left < 1) {
      throw new InputException(
          "The width %s leaves the node %s none of its %d channels; use a wider network or larger widths."
              .formatted(rate, node.name(), all));
    }
    return left;
  }

  private Layer convolution(Node node, Layer.Convolution c, int in) {
    int out = outputs(node, c.outChannels());
    int group = c.inChannels() / c.groups();
    int left = c.groups() == 1 ? 1 : in / group;
    boolean divides = in == left * group && out == left * (c.outChannels() / c.groups());
    if (c.groups() > 1 && !divides) {
      throw new InputException(
          "The node %s cannot run at width %s: the first %d of its %d channels are no whole number of its %d groups."
              .formatted(node.name(), rate, in, c.inChannels(), c.groups()));
    }
    return new Layer.Convolution(in, out, c.kernel(), c.stride(), c.padding(), left, c.bias());
  }

  /** The tensors of a slice: the first channels of the full ones, and the rate's own norms. */
  static Weights weights(Network full, double rate, Weights weights) {
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    Map<String, String> sources = full.tensorsAt(rate);
    full.at(rate)
        .parameterShapes()
        .forEach(
            (name, shape) -> {
              String source = Objects.requireNonNull(sources.get(name));
              result.put(name, weights.get(source).first(shape));
            });
    return Weights.of(result);
  }
}
