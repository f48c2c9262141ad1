// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import java.util.ArrayList;
import java.util.List;
import linnet.network.Layer;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;

/** Collects nodes; every method appends one and returns its name. */
final class NetworkBuilder {
  private static final double EPSILON = 1e-5;

  private final List<Node> nodes = new ArrayList<>();

  String convolution(String name, String from, int in, int out, int kernel, int stride) {
    return add(name, new Layer.Convolution(in, out, kernel, stride, kernel / 2, 1, false), from);
  }

  String batchNorm(String name, String from, int channels) {
    return add(name, new Layer.BatchNorm(channels, EPSILON), from);
  }

  String relu(String name, String from) {
    return add(name, new Layer.Relu(), from);
  }

  String sum(String name, String left, String right) {
    return add(name, new Layer.Add(), left, right);
  }

  /** Halves a map by windows of 2. */
  String halve(String name, String from, Pooling pooling) {
    return add(
        name,
        pooling == Pooling.MAX ? new Layer.MaxPool(2, 2, 0) : new Layer.AveragePool(2, 2),
        from);
  }

  String maxPool(String name, String from, int kernel, int stride, int padding) {
    return add(name, new Layer.MaxPool(kernel, stride, padding), from);
  }

  /** Global average pooling and the dense layer that gives the logits. */
  String classifier(String from, int channels, int classes) {
    String pooled = add("pool", new Layer.GlobalAveragePool(), from);
    String flat = add("flatten", new Layer.Flatten(), pooled);
    return add("classifier", new Layer.Linear(channels, classes, true), flat);
  }

  Network build(String name, Shape input) {
    return new Network(name, input, nodes);
  }

  private String add(String name, Layer layer, String... inputs) {
    nodes.add(new Node(name, layer, List.of(inputs)));
    return name;
  }
}
