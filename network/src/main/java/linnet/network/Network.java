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
  private final Widths widths;
  private final Map<Double, Network> slices;

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
    this(name, input, nodes, Widths.FULL);
  }

  /**
   * As {@link #Network(String, Shape, List)}, of a network that can run at several widths.
   *
   * @throws InputException also if a layer cannot be cut to one of the widths
   */
  public Network(String name, Shape input, List<Node> nodes, Widths widths) {
    this.name = name;
    this.input = input;
    this.nodes = List.copyOf(nodes);
    this.shapes = NetworkVerifier.shapes(input, this.nodes);
    this.sites =
        this.nodes.stream()
            .filter(n -> n.layer() instanceof Layer.Relu)
            .map(n -> new Site(n.name(), shape(n.name())))
            .toList();
    this.widths = widths;
    this.slices = new LinkedHashMap<>();
    if (widths.several()) {
      NetworkVerifier.requireNamesWithoutWidths(this.nodes);
      widths
          .narrower()
          .forEach(rate -> slices.put(rate, WidthSlice.of(name, input, nodes, shapes, rate)));
      slices.put(Widths.ALL, new Network(name, input, nodes));
    }
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

  /** The widths at which the network can run; executors that know none run it at the full one. */
  public Widths widths() {
    return widths;
  }

  /** The same graph for other widths. */
  public Network withWidths(Widths others) {
    return others.equals(widths) ? this : new Network(name, input, nodes, others);
  }

  /**
   * The network at one of its widths, as an ordinary network: the first channels of every layer,
   * with nodes of the same names.
   *
   * @throws InputException if it is none of the widths
   */
  public Network at(double rate) {
    widths.requireOne(rate, name);
    return slices.getOrDefault(rate, this);
  }

  /**
   * Where the tensors of {@link #at} come from: each name there to the name of the tensor of this
   * network that begins with it. Batch norms have tensors for every width.
   */
  public Map<String, String> tensorsAt(double rate) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Node node : at(rate).nodes) {
      boolean norm = node.layer() instanceof Layer.BatchNorm;
      String source = norm ? Widths.normName(node.name(), rate) : node.name();
      tensors(node).keySet().forEach(t -> sources.put(node.name() + "." + t, source + "." + t));
    }
    return sources;
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
   * weight, bias, running_mean, running_var. Then follow the batch norms of the narrower widths,
   * such as {@code stem.bn@0.5.weight}.
   */
  public Map<String, int[]> parameterShapes() {
    Map<String, int[]> result = new LinkedHashMap<>();
    for (Node node : nodes) {
      tensors(node).forEach((tensor, shape) -> result.put(node.name() + "." + tensor, shape));
    }
    for (double rate : widths.narrower()) {
      Map<String, int[]> own = at(rate).parameterShapes();
      tensorsAt(rate)
          .forEach(
              (name, source) -> result.putIfAbsent(source, Objects.requireNonNull(own.get(name))));
    }
    return result;
  }

  private static Map<String, int[]> tensors(Node node) {
    Map<String, int[]> to = new LinkedHashMap<>();
    switch (node.layer()) {
      case Layer.Convolution c -> {
        to.put(
            "weight",
            new int[] {c.outChannels(), c.inChannels() / c.groups(), c.kernel(), c.kernel()});
        if (c.bias()) {
          to.put("bias", new int[] {c.outChannels()});
        }
      }
      case Layer.Linear l -> {
        to.put("weight", new int[] {l.outFeatures(), l.inFeatures()});
        if (l.bias()) {
          to.put("bias", new int[] {l.outFeatures()});
        }
      }
      case Layer.BatchNorm b -> {
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
          to.put(part, new int[] {b.channels()});
        }
      }
      default -> {} // no weights
    }
    return to;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network n
        && name.equals(n.name)
        && input.equals(n.input)
        && nodes.equals(n.nodes)
        && widths.equals(n.widths);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, input, nodes, widths);
  }

  @Override
  public String toString() {
    return "%s%s, %d nodes, %,d ReLUs".formatted(name, input, nodes.size(), relus());
  }
}
