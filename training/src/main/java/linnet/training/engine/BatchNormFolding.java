// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.Layer;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.WeightTensor;
import linnet.network.Weights;

/**
 * Makes a model that is only evaluated cheaper: a batch norm with its running statistics is a scale
 * and an offset of channels, which the convolution before it can do, {@code w' = w * gamma /
 * sqrt(var + eps)} and {@code b' = beta + (b - mean) * gamma / sqrt(var + eps)}.
 */
public final class BatchNormFolding {
  private final Model model;
  private final Map<String, Node> norms = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();
  private final Map<String, WeightTensor> weights = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private BatchNormFolding(Model model) {
    this.model = model;
    findFoldableNorms();
    for (Node node : model.network().nodes()) {
      Node norm = norms.get(node.name());
      if (norm != null && node.layer() instanceof Layer.Convolution convolution) {
        fold(node, convolution, norm);
      } else if (!renamed.containsKey(node.name())) {
        keep(node, node.layer());
      }
    }
  }

  /**
   * The same function in evaluation mode, with the same sites and masks, without the batch norms
   * that are the only readers of a convolution.
   */
  public static Model of(Model model) {
    BatchNormFolding folded = new BatchNormFolding(model);
    Network network = model.network();
    return new Model(
        new Network(network.name(), network.input(), folded.nodes),
        complete(folded, network),
        model.masks());
  }

  private static Weights complete(BatchNormFolding folded, Network network) {
    Network plain = new Network(network.name(), network.input(), folded.nodes);
    Map<String, WeightTensor> all = new LinkedHashMap<>();
    for (String name : plain.parameterShapes().keySet()) {
      WeightTensor own = folded.weights.get(name);
      all.put(name, own == null ? folded.model.weights().get(name) : own);
    }
    return Weights.of(all);
  }

  private void findFoldableNorms() {
    Map<String, List<Node>> readers = new HashMap<>();
    for (Node node : model.network().nodes()) {
      node.inputs().forEach(i -> readers.computeIfAbsent(i, k -> new ArrayList<>()).add(node));
    }
    for (Node node : model.network().nodes()) {
      List<Node> of = readers.getOrDefault(node.name(), List.of());
      boolean followed = of.size() == 1 && of.getFirst().layer() instanceof Layer.BatchNorm;
      if (followed && node.layer() instanceof Layer.Convolution) {
        norms.put(node.name(), of.getFirst());
        renamed.put(of.getFirst().name(), node.name());
      }
    }
  }

  private void keep(Node node, Layer layer) {
    List<String> inputs = node.inputs().stream().map(i -> renamed.getOrDefault(i, i)).toList();
    nodes.add(new Node(node.name(), layer, inputs));
  }

  private void fold(Node node, Layer.Convolution c, Node norm) {
    keep(
        node,
        new Layer.Convolution(
            c.inChannels(),
            c.outChannels(),
            c.kernel(),
            c.stride(),
            c.padding(),
            c.groups(),
            true));
    double epsilon = ((Layer.BatchNorm) norm.layer()).epsilon();
    WeightTensor kernel = model.weights().get(node.name() + ".weight");
    float[] scaled = kernel.values().clone();
    float[] bias = new float[c.outChannels()];
    int each = scaled.length / bias.length;
    for (int channel = 0; channel < bias.length; channel++) {
      double scale = value(norm, "weight", channel) / deviation(norm, epsilon, channel);
      double own = c.bias() ? value(node, "bias", channel) : 0;
      bias[channel] =
          (float)
              (value(norm, "bias", channel) + (own - value(norm, "running_mean", channel)) * scale);
      for (int i = channel * each; i < (channel + 1) * each; i++) {
        scaled[i] = (float) (scaled[i] * scale);
      }
    }
    weights.put(node.name() + ".weight", new WeightTensor(kernel.shape(), scaled));
    weights.put(node.name() + ".bias", new WeightTensor(new int[] {bias.length}, bias));
  }

  private double deviation(Node norm, double epsilon, int channel) {
    return Math.sqrt(value(norm, "running_var", channel) + epsilon);
  }

  private double value(Node node, String part, int channel) {
    return model.weights().get(node.name() + "." + part).values()[channel];
  }
}
