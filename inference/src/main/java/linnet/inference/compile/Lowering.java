// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import linnet.inference.plan.Step;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Model;
import linnet.network.Node;
import linnet.network.Shape;

/**
 * Turns the layers of a network into the steps of a private program. A batch norm folds into the
 * convolution before it if nobody else reads that convolution; elsewhere, as in pre-activation
 * networks, it becomes a depthwise 1x1 convolution. Averages become sums times a public multiplier.
 */
final class Lowering {
  private final Model model;
  private final int weightBits;
  private final Map<String, Node> nodes = new HashMap<>();
  private final Set<String> folded = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, RealWeights> weights = new HashMap<>();

  /** Steps with boundaries of full width, and the weights of convolutions with norms folded in. */
  record Lowered(List<Step> steps, Map<String, RealWeights> weights) {}

  private Lowering(Model model, int weightBits) {
    this.model = model;
    this.weightBits = weightBits;
    Map<String, List<Node>> readers = new HashMap<>();
    for (Node node : model.network().nodes()) {
      nodes.put(node.name(), node);
      node.inputs().forEach(i -> readers.computeIfAbsent(i, k -> new ArrayList<>()).add(node));
    }
    for (Node node : model.network().nodes()) {
      List<Node> of = readers.getOrDefault(node.name(), List.of());
      if (isWeighted(node) && of.size() == 1 && of.getFirst().layer() instanceof Layer.BatchNorm) {
        folded.add(node.name());
      }
    }
  }

  /**
   * Lowers a model.
   *
   * @throws InputException if it has a layer that private inference cannot run
   */
  static Lowered lower(Model model, int weightBits) {
    Lowering lowering = new Lowering(model, weightBits);
    model.network().nodes().forEach(lowering::lower);
    return new Lowered(lowering.steps, lowering.weights);
  }

  private static boolean isWeighted(Node node) {
    return node.layer() instanceof Layer.Convolution || node.layer() instanceof Layer.Linear;
  }

  private void lower(Node node) {
    String name = node.name();
    String input = node.inputs().getFirst();
    switch (node.layer()) {
      case Layer.Convolution c -> weighted(node);
      case Layer.Linear l -> weighted(node);
      case Layer.BatchNorm b -> batchNorm(node, b);
      case Layer.Relu r ->
          steps.add(
              new Step.Boundary(name, input, Step.Boundary.MAX_WIDTH, model.masks().get(name)));
      case Layer.Add a -> steps.add(new Step.Sum(name, input, node.inputs().get(1)));
      case Layer.AveragePool p -> pool(name, input, p.kernel(), p.kernel(), p.stride());
      case Layer.GlobalAveragePool p -> {
        Shape x = model.network().shape(input);
        pool(name, input, x.height(), x.width(), 1);
      }
      case Layer.MaxPool p -> throw noMaxPool(name);
      case Layer.Flatten f -> steps.add(new Step.Flatten(name, input));
    }
  }

  private InputException noMaxPool(String name) {
    return new InputException(
        "Private inference has no maximum pooling, but the node %s of %s is one; build and train the network with --pool average."
            .formatted(name, model.network().name()));
  }

  private void weighted(Node node) {
    if (!folded.contains(node.name())) {
      convolution(node, node.name(), ownWeights(node));
    }
  }

  private void batchNorm(Node node, Layer.BatchNorm layer) {
    double[] scale = scales(node, layer);
    double[] offset = offsets(node, scale);
    String input = node.inputs().getFirst();
    Node before = nodes.get(input);
    if (before != null && folded.contains(input)) {
      convolution(before, node.name(), fold(ownWeights(before), scale, offset));
    } else {
      int channels = layer.channels();
      weights.put(node.name(), new RealWeights(scale, offset));
      steps.add(new Step.Convolution(node.name(), input, channels, 1, 1, 0, channels, weightBits));
    }
  }

  private void convolution(Node node, String name, RealWeights values) {
    String input = node.inputs().getFirst();
    weights.put(name, values);
    steps.add(
        switch (node.layer()) {
          case Layer.Convolution c ->
              new Step.Convolution(
                  name,
                  input,
                  c.outChannels(),
                  c.kernel(),
                  c.stride(),
                  c.padding(),
                  c.groups(),
                  weightBits);
          case Layer.Linear l ->
              new Step.Convolution(name, input, l.outFeatures(), 1, 1, 0, 1, weightBits);
          default -> throw new IllegalArgumentException(node.toString());
        });
  }

  private RealWeights ownWeights(Node node) {
    String bias = node.name() + ".bias";
    int outChannels = model.network().shape(node.name()).channels();
    return new RealWeights(
        doubles(node.name() + ".weight"),
        model.weights().names().contains(bias) ? doubles(bias) : new double[outChannels]);
  }

  /** {@code w * scale} and {@code b * scale + offset}, per output channel, in place. */
  private static RealWeights fold(RealWeights weights, double[] scale, double[] offset) {
    int depth = weights.weight().length / scale.length;
    for (int i = 0; i < weights.weight().length; i++) {
      weights.weight()[i] *= scale[i / depth];
    }
    for (int o = 0; o < scale.length; o++) {
      weights.bias()[o] = weights.bias()[o] * scale[o] + offset[o];
    }
    return weights;
  }

  private double[] scales(Node node, Layer.BatchNorm layer) {
    double[] scale = doubles(node.name() + ".weight");
    double[] variance = doubles(node.name() + ".running_var");
    for (int c = 0; c < scale.length; c++) {
      scale[c] /= Math.sqrt(variance[c] + layer.epsilon());
    }
    return scale;
  }

  private double[] offsets(Node node, double[] scale) {
    double[] offset = doubles(node.name() + ".bias");
    double[] mean = doubles(node.name() + ".running_mean");
    for (int c = 0; c < scale.length; c++) {
      offset[c] -= mean[c] * scale[c];
    }
    return offset;
  }

  private double[] doubles(String name) {
    float[] values = model.weights().get(name).values();
    double[] result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }

  /**
   * An average over n positions. The multiplier has g bits or more, unless n is a power of two:
   * then it is 1, and the scale grows by log2(n) bits only.
   */
  private void pool(String name, String input, int height, int width, int stride) {
    int positions = Math.multiplyExact(height, width);
    int bits = weightBits + Integer.SIZE - Integer.numberOfLeadingZeros(positions - 1);
    long multiplier = Math.round(Math.scalb(1.0, bits) / positions);
    int exact = Math.min(Long.numberOfTrailingZeros(multiplier), bits);
    steps.add(
        new Step.Pool(
            name, input, height, width, stride, (int) (multiplier >> exact), bits - exact));
  }
}
