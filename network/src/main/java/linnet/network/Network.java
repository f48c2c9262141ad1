// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The plain, immutable description of a classifier: a graph of layers in topological order, whose
 * last node gives the logits. It knows nothing of weights, training or cryptography; every executor
 * runs this one description.
 */
public final class Network {
  /** The name under which nodes refer to the image. */
  public static final String INPUT = "input";

  private final String name;
  private final Shape input;
  private final List<Node> nodes;
  private final Map<String, Shape> shapes;
  private final List<Site> sites;

  /**
   * Checks the graph and infers all shapes.
   *
   * @param name for example {@code resnet18}
   * @param input shape {@code [C, H, W]} of one image
   * @param nodes in topological order; the last one gives the logits
   * @throws InputException if a name is repeated or dangling, shapes do not fit, a node before the
   *     last is read by nobody, or the output is no vector
   */
  public Network(String name, Shape input, List<Node> nodes) {
    this.name = name;
    this.input = input;
    this.nodes = List.copyOf(nodes);
    this.shapes = NetworkVerifier.shapes(input, this.nodes);
    this.sites =
        this.nodes.stream()
            .filter(n -> n.layer() instanceof Layer.Relu)
            .map(n -> new Site(n.name(), shape(n.name())))
            .toList();
  }

  /** For example {@code resnet18}. */
  public String name() {
    return name;
  }

  /** Shape {@code [C, H, W]} of one image. */
  public Shape input() {
    return input;
  }

  /** All nodes in topological order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The node whose output is the logits. */
  public Node output() {
    return nodes.getLast();
  }

  /** Number of logits. */
  public int classes() {
    return shape(output().name()).channels();
  }

  /** All ReLU sites, in topological order. */
  public List<Site> sites() {
    return sites;
  }

  /**
   * Output shape of a node, or of {@link #INPUT}.
   *
   * @throws IllegalArgumentException if there is no such node
   */
  public Shape shape(String node) {
    Shape shape = shapes.get(node);
    if (shape == null) {
      throw new IllegalArgumentException("no node is called " + node);
    }
    return shape;
  }

  /** Units of all sites: the number of scalar ReLUs of the all-ReLU network. */
  public int relus() {
    return sites.stream().mapToInt(Site::units).reduce(0, Math::addExact);
  }

  /**
   * Every weight tensor that the network needs, name to shape, in topological order. Within a node:
   * weight, bias, running_mean, running_var.
   */
  public Map<String, int[]> parameterShapes() {
    Map<String, int[]> result = new LinkedHashMap<>();
    for (Node node : nodes) {
      addParameters(node, result);
    }
    return result;
  }

  private static void addParameters(Node node, Map<String, int[]> to) {
    switch (node.layer()) {
      case Layer.Convolution c -> {
        to.put(
            node.name() + ".weight",
            new int[] {c.outChannels(), c.inChannels() / c.groups(), c.kernel(), c.kernel()});
        if (c.bias()) {
          to.put(node.name() + ".bias", new int[] {c.outChannels()});
        }
      }
      case Layer.Linear l -> {
        to.put(node.name() + ".weight", new int[] {l.outFeatures(), l.inFeatures()});
        if (l.bias()) {
          to.put(node.name() + ".bias", new int[] {l.outFeatures()});
        }
      }
      case Layer.BatchNorm b -> {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
          to.put(node.name() + "." + part, new int[] {b.channels()});
        }
      }
      default -> {} // no weights
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network n
        && name.equals(n.name)
        && input.equals(n.input)
        && nodes.equals(n.nodes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, input, nodes);
  }

  @Override
  public String toString() {
    return "%s%s, %d nodes, %,d ReLUs".formatted(name, input, nodes.size(), relus());
  }
}
