// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The executable definition of a legal network: unique names, no dangling inputs, fitting shapes,
 * no unused nodes, weights and masks that match. Run after every transformation.
 */
public final class NetworkVerifier {
  private NetworkVerifier() {}

  /**
   * Checks that weights and masks are complete for the network, have its shapes, and that every
   * weight is finite.
   *
   * @throws InputException naming the first tensor or site that does not fit
   */
  public static void verify(Network network, Weights weights, Masks masks) {
    verifyWeights(network, weights);
    verifyMasks(network, masks);
  }

  private static void verifyWeights(Network network, Weights weights) {
    Map<String, int[]> expected = network.parameterShapes();
    expected.forEach((name, shape) -> weights.get(name).requireShape(name, shape));
    for (String name : weights.names()) {
      if (!expected.containsKey(name)) {
        throw new InputException(
            "The weights contain %s, which the network %s does not have; they belong to another network."
                .formatted(name, network.name()));
      }
      weights.get(name).requireFinite(name);
    }
  }

  private static void verifyMasks(Network network, Masks masks) {
    List<String> names = network.sites().stream().map(Site::name).toList();
    if (!List.copyOf(masks.sites()).equals(names)) {
      throw new InputException(
          "The masks are for the sites %s, but the network %s has the sites %s."
              .formatted(masks.sites(), network.name(), names));
    }
    for (Site site : network.sites()) {
      Shape shape = masks.get(site.name()).shape();
      if (!shape.equals(site.shape())) {
        throw new InputException(
            "The mask of %s has shape %s, but the site has shape %s."
                .formatted(site.name(), shape, site.shape()));
      }
    }
  }

  /** Refuses names that could be those of a batch norm at a width. */
  static void requireNamesWithoutWidths(List<Node> nodes) {
    for (Node node : nodes) {
      if (node.name().contains(Widths.AT)) {
        throw new InputException(
            "The node %s of a network of several widths has a %s in its name, which stands before a width."
                .formatted(node.name(), Widths.AT));
      }
    }
  }

  /** Infers the output shape of every node, checking the graph on the way. */
  static Map<String, Shape> shapes(Shape input, List<Node> nodes) {
    if (nodes.isEmpty()) {
      throw new InputException("A network needs at least one layer.");
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put(Network.INPUT, input);
    Set<String> read = new HashSet<>();
    for (Node node : nodes) {
      Shape shape = outputShape(node, inputShapes(node, shapes));
      if (shapes.put(node.name(), shape) != null) {
        throw new InputException(
            "Two nodes are called %s; names must be unique.".formatted(node.name()));
      }
      read.addAll(node.inputs());
    }
    requireAllRead(nodes, read);
    Shape logits = shapes.get(nodes.getLast().name());
    if (logits == null || logits.plane() != 1) {
      throw new InputException("The last node must give a vector of logits, not " + logits + ".");
    }
    return Map.copyOf(shapes);
  }

  private static List<Shape> inputShapes(Node node, Map<String, Shape> known) {
    if (node.inputs().size() != node.layer().inputs()) {
      throw new InputException(
          "The node %s has %d inputs, but its layer reads %d."
              .formatted(node.name(), node.inputs().size(), node.layer().inputs()));
    }
    return node.inputs().stream().map(name -> requireKnown(node, name, known.get(name))).toList();
  }

  private static Shape requireKnown(
      Node node, String input, @org.jspecify.annotations.Nullable Shape shape) {
    if (shape == null) {
      throw new InputException(
          "The node %s reads %s, which does not stand before it.".formatted(node.name(), input));
    }
    return shape;
  }

  private static void requireAllRead(List<Node> nodes, Set<String> read) {
    for (Node node : nodes.subList(0, nodes.size() - 1)) {
      if (!read.contains(node.name())) {
        throw new InputException("Nobody reads the output of the node %s.".formatted(node.name()));
      }
    }
    if (read.contains(nodes.getLast().name())) {
      throw new InputException(
          "The last node, %s, must not be read by others.".formatted(nodes.getLast().name()));
    }
  }

  private static Shape outputShape(Node node, List<Shape> in) {
    Shape x = in.getFirst();
    return switch (node.layer()) {
      case Layer.Convolution c -> {
        require(node, x.channels() == c.inChannels(), c.inChannels() + " channels", x);
        yield new Shape(
            c.outChannels(),
            windows(node, x.height(), c.kernel(), c.stride(), c.padding()),
            windows(node, x.width(), c.kernel(), c.stride(), c.padding()));
      }
      case Layer.BatchNorm b -> {
        require(node, x.channels() == b.channels(), b.channels() + " channels", x);
        yield x;
      }
      case Layer.Relu r -> x;
      case Layer.Linear l -> {
        require(
            node,
            x.plane() == 1 && x.channels() == l.inFeatures(),
            "a vector of " + l.inFeatures(),
            x);
        yield Shape.vector(l.outFeatures());
      }
      case Layer.Add a -> {
        require(node, x.equals(in.get(1)), "two equal shapes, the second being " + in.get(1), x);
        yield x;
      }
      case Layer.AveragePool p ->
          new Shape(
              x.channels(),
              windows(node, x.height(), p.kernel(), p.stride(), 0),
              windows(node, x.width(), p.kernel(), p.stride(), 0));
      case Layer.GlobalAveragePool p -> Shape.vector(x.channels());
      case Layer.MaxPool p ->
          new Shape(
              x.channels(),
              windows(node, x.height(), p.kernel(), p.stride(), p.padding()),
              windows(node, x.width(), p.kernel(), p.stride(), p.padding()));
      case Layer.Flatten f -> Shape.vector(x.units());
    };
  }

  private static int windows(Node node, int size, int kernel, int stride, int padding) {
    if (size + 2 * padding < kernel) {
      throw new InputException(
          "The window of %d at the node %s is larger than its input of %d; use a larger image or another network."
              .formatted(kernel, node.name(), size));
    }
    return (size + 2 * padding - kernel) / stride + 1;
  }

  private static void require(Node node, boolean holds, String wanted, Shape got) {
    if (!holds) {
      throw new InputException(
          "The node %s needs %s, but reads %s.".formatted(node.name(), wanted, got));
    }
  }
}
