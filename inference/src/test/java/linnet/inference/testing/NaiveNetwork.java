// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

import java.util.HashMap;
import java.util.Map;
import linnet.network.Layer;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;

/**
 * The definition of every layer, position by position, in floating point: what folding must keep.
 */
public final class NaiveNetwork {
  private final Model model;
  private final Map<String, double[]> values = new HashMap<>();

  private NaiveNetwork(Model model) {
    this.model = model;
  }

  /** Logits of one image {@code [C*H*W]}. */
  public static double[] logits(Model model, float[] image) {
    NaiveNetwork run = new NaiveNetwork(model);
    double[] input = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      input[i] = image[i];
    }
    run.values.put(Network.INPUT, input);
    for (Node node : model.network().nodes()) {
      run.values.put(node.name(), run.apply(node));
    }
    return run.value(model.network().output().name());
  }

  private double[] value(String name) {
    return java.util.Objects.requireNonNull(values.get(name));
  }

  private double[] apply(Node node) {
    String input = node.inputs().getFirst();
    Shape in = model.network().shape(input);
    Shape out = model.network().shape(node.name());
    double[] x = value(input);
    double[] y = new double[out.units()];
    for (int c = 0; c < out.channels(); c++) {
      for (int h = 0; h < out.height(); h++) {
        for (int w = 0; w < out.width(); w++) {
          int unit = (c * out.height() + h) * out.width() + w;
          y[unit] =
              switch (node.layer()) {
                case Layer.Convolution l -> convolution(node, l, x, in, c, h, w);
                case Layer.Linear l -> linear(node, l, x, c);
                case Layer.BatchNorm l -> norm(node, l, x[unit], c);
                case Layer.Relu l ->
                    model.masks().get(node.name()).keeps(unit) ? Math.max(0, x[unit]) : x[unit];
                case Layer.Add l -> x[unit] + value(node.inputs().get(1))[unit];
                case Layer.AveragePool l ->
                    mean(x, in, c, h * l.stride(), w * l.stride(), l.kernel(), l.kernel());
                case Layer.GlobalAveragePool l -> mean(x, in, c, 0, 0, in.height(), in.width());
                case Layer.Flatten l -> x[unit];
                case Layer.MaxPool l -> throw new IllegalArgumentException();
              };
        }
      }
    }
    return y;
  }

  private double parameter(Node node, String part, int index) {
    return model.weights().get(node.name() + "." + part).values()[index];
  }

  private double convolution(
      Node node, Layer.Convolution l, double[] x, Shape in, int out, int h, int w) {
    double sum = l.bias() ? parameter(node, "bias", out) : 0;
    int perGroup = l.inChannels() / l.groups();
    int first = out / (l.outChannels() / l.groups()) * perGroup;
    for (int i = 0; i < perGroup; i++) {
      for (int dy = 0; dy < l.kernel(); dy++) {
        for (int dx = 0; dx < l.kernel(); dx++) {
          int y = h * l.stride() + dy - l.padding();
          int at = w * l.stride() + dx - l.padding();
          if (y >= 0 && y < in.height() && at >= 0 && at < in.width()) {
            int weight = ((out * perGroup + i) * l.kernel() + dy) * l.kernel() + dx;
            double value = x[((first + i) * in.height() + y) * in.width() + at];
            sum += parameter(node, "weight", weight) * value;
          }
        }
      }
    }
    return sum;
  }

  private double linear(Node node, Layer.Linear l, double[] x, int out) {
    double sum = l.bias() ? parameter(node, "bias", out) : 0;
    for (int i = 0; i < l.inFeatures(); i++) {
      sum += parameter(node, "weight", out * l.inFeatures() + i) * x[i];
    }
    return sum;
  }

  private double norm(Node node, Layer.BatchNorm l, double x, int channel) {
    double deviation = Math.sqrt(parameter(node, "running_var", channel) + l.epsilon());
    return (x - parameter(node, "running_mean", channel))
            / deviation
            * parameter(node, "weight", channel)
        + parameter(node, "bias", channel);
  }

  private static double mean(double[] x, Shape in, int c, int top, int left, int rows, int cols) {
    double sum = 0;
    for (int y = top; y < top + rows; y++) {
      for (int w = left; w < left + cols; w++) {
        sum += x[(c * in.height() + y) * in.width() + w];
      }
    }
    return sum / (rows * cols);
  }
}
