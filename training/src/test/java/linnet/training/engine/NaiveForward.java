// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;

/** The definition of every layer as plain loops in double precision, for a batch of images. */
final class NaiveForward {
  private final Model model;
  private final int count;
  private final boolean batchStatistics;
  private final Map<String, double[]> values = new HashMap<>();

  private NaiveForward(Model model, int count, Mode mode) {
    this.model = model;
    this.count = count;
    this.batchStatistics = mode == Mode.TRAIN;
  }

  /** Logits {@code [N, classes]}. */
  static double[] logits(Model model, float[] images, int count, Mode mode) {
    return value(values(model, images, count, mode), model.network().output().name());
  }

  /** The activations of all nodes. */
  static Map<String, double[]> values(Model model, float[] images, int count, Mode mode) {
    NaiveForward run = new NaiveForward(model, count, mode);
    double[] input = new double[images.length];
    Arrays.setAll(input, i -> images[i]);
    run.values.put(Network.INPUT, input);
    for (Node node : model.network().nodes()) {
      run.values.put(node.name(), run.apply(node));
    }
    return run.values;
  }

  /** The activations of one node. */
  static double[] value(Map<String, double[]> values, String node) {
    return Objects.requireNonNull(values.get(node), node);
  }

  /** Mean cross entropy. */
  static double crossEntropy(double[] logits, int[] labels) {
    int classes = logits.length / labels.length;
    double total = 0;
    for (int n = 0; n < labels.length; n++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        sum += Math.exp(logits[n * classes + c]);
      }
      total += Math.log(sum) - logits[n * classes + labels[n]];
    }
    return total / labels.length;
  }

  private double[] apply(Node node) {
    double[] in = value(node, 0);
    Shape from = model.network().shape(node.inputs().get(0));
    Shape to = model.network().shape(node.name());
    return switch (node.layer()) {
      case Layer.Convolution c -> convolve(node.name(), c, in, from, to);
      case Layer.BatchNorm b -> normalize(node.name(), b, in, from);
      case Layer.Relu r -> masked(model.masks().get(node.name()), in);
      case Layer.Linear l -> linear(node.name(), l, in);
      case Layer.Add a -> sum(in, value(node, 1));
      case Layer.AveragePool p ->
          pool(in, from, to, p.kernel(), p.stride(), 0, w -> Arrays.stream(w).average().orElse(0));
      case Layer.GlobalAveragePool p ->
          pool(in, from, to, from.height(), 1, 0, w -> Arrays.stream(w).average().orElse(0));
      case Layer.MaxPool p ->
          pool(
              in,
              from,
              to,
              p.kernel(),
              p.stride(),
              p.padding(),
              w -> Arrays.stream(w).max().orElse(0));
      case Layer.Flatten f -> in;
    };
  }

  private double[] value(Node node, int input) {
    return value(values, node.inputs().get(input));
  }

  private float[] weight(String name) {
    return model.weights().get(name).values();
  }

  private static double[] masked(Mask mask, double[] in) {
    double[] out = new double[in.length];
    Arrays.setAll(out, i -> mask.keeps(i % mask.shape().units()) ? Math.max(0, in[i]) : in[i]);
    return out;
  }

  private static double[] sum(double[] left, double[] right) {
    double[] out = new double[left.length];
    Arrays.setAll(out, i -> left[i] + right[i]);
    return out;
  }

  private double[] linear(String name, Layer.Linear layer, double[] in) {
    double[] out = new double[count * layer.outFeatures()];
    for (int i = 0; i < out.length; i++) {
      int o = i % layer.outFeatures();
      int row = i / layer.outFeatures() * layer.inFeatures();
      double total = layer.bias() ? weight(name + ".bias")[o] : 0;
      for (int k = 0; k < layer.inFeatures(); k++) {
        total += weight(name + ".weight")[o * layer.inFeatures() + k] * in[row + k];
      }
      out[i] = total;
    }
    return out;
  }

  private double[] convolve(
      String name, Layer.Convolution layer, double[] in, Shape from, Shape to) {
    double[] out = new double[count * to.units()];
    for (int i = 0; i < out.length; i++) {
      int n = i / to.units();
      int o = i % to.units() / to.plane();
      int y = i % to.plane() / to.width() * layer.stride() - layer.padding();
      int x = i % to.width() * layer.stride() - layer.padding();
      double start = layer.bias() ? weight(name + ".bias")[o] : 0;
      out[i] = start + window(weight(name + ".weight"), layer, in, from, n, o, y, x);
    }
    return out;
  }

  private static double window(
      float[] weight,
      Layer.Convolution layer,
      double[] in,
      Shape from,
      int n,
      int o,
      int y,
      int x) {
    int perGroup = layer.inChannels() / layer.groups();
    int first = o / (layer.outChannels() / layer.groups()) * perGroup;
    double total = 0;
    for (int i = 0; i < perGroup * layer.kernel() * layer.kernel(); i++) {
      int c = i / (layer.kernel() * layer.kernel());
      int row = y + i / layer.kernel() % layer.kernel();
      int column = x + i % layer.kernel();
      if (row >= 0 && row < from.height() && column >= 0 && column < from.width()) {
        total +=
            weight[o * perGroup * layer.kernel() * layer.kernel() + i]
                * in[
                    ((n * from.channels() + first + c) * from.height() + row) * from.width()
                        + column];
      }
    }
    return total;
  }

  private double[] normalize(String name, Layer.BatchNorm layer, double[] in, Shape shape) {
    double[] out = new double[in.length];
    for (int c = 0; c < layer.channels(); c++) {
      double[] moments = moments(name, in, shape, c);
      double scale = weight(name + ".weight")[c] / Math.sqrt(moments[1] + layer.epsilon());
      for (int i = 0; i < in.length; i++) {
        if (i % shape.units() / shape.plane() == c) {
          out[i] = (in[i] - moments[0]) * scale + weight(name + ".bias")[c];
        }
      }
    }
    return out;
  }

  private double[] moments(String name, double[] in, Shape shape, int channel) {
    if (!batchStatistics) {
      return new double[] {
        weight(name + ".running_mean")[channel], weight(name + ".running_var")[channel]
      };
    }
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < in.length; i++) {
      if (i % shape.units() / shape.plane() == channel) {
        sum += in[i];
        squares += in[i] * in[i];
      }
    }
    double size = (double) count * shape.plane();
    return new double[] {sum / size, squares / size - sum / size * sum / size};
  }

  private double[] pool(
      double[] in,
      Shape from,
      Shape to,
      int kernel,
      int stride,
      int padding,
      ToDoubleFunction<double[]> reduce) {
    double[] out = new double[count * to.units()];
    for (int i = 0; i < out.length; i++) {
      int plane = i / to.plane() * from.plane();
      int top = i % to.plane() / to.width() * stride - padding;
      int left = i % to.width() * stride - padding;
      double[] seen = new double[kernel * kernel];
      int size = 0;
      for (int row = Math.max(0, top); row < Math.min(from.height(), top + kernel); row++) {
        for (int x = Math.max(0, left); x < Math.min(from.width(), left + kernel); x++) {
          seen[size++] = in[plane + row * from.width() + x];
        }
      }
      out[i] = reduce.applyAsDouble(Arrays.copyOf(seen, size));
    }
    return out;
  }
}
