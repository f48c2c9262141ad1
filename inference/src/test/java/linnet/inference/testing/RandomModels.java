// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;

/** Seeded random models and images: every kind of layer, in every order that networks use. */
public final class RandomModels {
  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private String at = Network.INPUT;
  private int channels;

  private RandomModels(long seed) {
    this.random = new Random(seed);
  }

  /** A small random graph with strides, paddings, groups, pools, residual and WRN-order blocks. */
  public static Model graph(long seed, double keptFraction) {
    return new RandomModels(seed).graph(keptFraction);
  }

  /** Two sites, one of them behind a residual sum, and three secret convolutions; 4 classes. */
  public static Model tiny(long seed, double keptFraction) {
    return new RandomModels(seed).tiny(keptFraction);
  }

  private Model tiny(double keptFraction) {
    Shape input = new Shape(1, 6, 6);
    channels = 1;
    convolution(2, 3, 1, 1, 1);
    add("relu", new Layer.Relu(), at);
    String from = at;
    convolution(2, 3, 1, 1, 1);
    add("sum", new Layer.Add(), at, from);
    add("relu", new Layer.Relu(), at);
    add("flatten", new Layer.Flatten(), at);
    add("classifier", new Layer.Linear(2 * input.units(), 4, true), at);
    return model(new Network("tiny", input, nodes), keptFraction, random);
  }

  /** A built-in network with random weights, batch norms and masks; 10 classes. */
  public static Model builtIn(String name, Shape input, int width, double kept, long seed) {
    NetworkOptions options = NetworkOptions.of(input, 10, width).withPooling(Pooling.AVERAGE);
    return model(Networks.byName(name, options), kept, new Random(seed));
  }

  /** Normally distributed pixels. */
  public static float[][] images(Shape shape, int count, long seed) {
    Random random = new Random(seed);
    float[][] images = new float[count][shape.units()];
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = (float) random.nextGaussian();
      }
    }
    return images;
  }

  private Model graph(double keptFraction) {
    Shape input = new Shape(1 + random.nextInt(3), 7 + random.nextInt(5), 7 + random.nextInt(5));
    channels = input.channels();
    convolution(2 * (1 + random.nextInt(3)), 3, 1, 1, 1);
    for (int block = 0; block < 3; block++) {
      switch (random.nextInt(4)) {
        case 0 -> plainBlock();
        case 1 -> residualBlock();
        case 2 -> preActivationBlock();
        default -> {
          add("pool", new Layer.AveragePool(2 + random.nextInt(2), 1), at);
          add("relu", new Layer.Relu(), at);
        }
      }
    }
    add("relu", new Layer.Relu(), at);
    if (random.nextBoolean()) {
      add("global", new Layer.GlobalAveragePool(), at);
    }
    add("flatten", new Layer.Flatten(), at);
    int features = new Network("draft", input, nodes).shape(at).units();
    add("classifier", new Layer.Linear(features, 4, random.nextBoolean()), at);
    return model(new Network("random", input, nodes), keptFraction, random);
  }

  private void plainBlock() {
    int groups = random.nextBoolean() ? 2 : 1;
    int kernel = 1 + random.nextInt(3);
    convolution(
        channels + 2 * random.nextInt(2), kernel, 1 + random.nextInt(2), 1 + kernel / 2, groups);
    if (random.nextBoolean()) {
      add("norm", new Layer.BatchNorm(channels, 1e-5), at);
    }
    add("relu", new Layer.Relu(), at);
  }

  private void residualBlock() {
    String from = at;
    convolution(channels, 3, 1, 1, 1);
    add("norm", new Layer.BatchNorm(channels, 1e-5), at);
    if (random.nextBoolean()) {
      add("relu", new Layer.Relu(), at);
      convolution(channels, 3, 1, 1, channels);
    }
    String right = from;
    if (random.nextBoolean()) {
      String left = at;
      at = from;
      convolution(channels, 1, 1, 0, 1);
      right = at;
      at = left;
    }
    add("sum", new Layer.Add(), at, right);
  }

  private void preActivationBlock() {
    String from = at;
    add("norm", new Layer.BatchNorm(channels, 1e-5), at);
    add("relu", new Layer.Relu(), at);
    convolution(channels, 3, 1, 1, 1);
    add("sum", new Layer.Add(), from, at);
  }

  private void convolution(int out, int kernel, int stride, int padding, int groups) {
    boolean bias = random.nextBoolean();
    add("conv", new Layer.Convolution(channels, out, kernel, stride, padding, groups, bias), at);
    channels = out;
  }

  private void add(String kind, Layer layer, String... inputs) {
    at = kind + nodes.size();
    nodes.add(new Node(at, layer, List.of(inputs)));
  }

  private static Model model(Network network, double keptFraction, Random random) {
    Masks masks = Masks.forEach(network, site -> mask(site.shape(), keptFraction, random));
    return new Model(network, weights(network, random), masks);
  }

  private static Mask mask(Shape shape, double keptFraction, Random random) {
    BitSet kept = new BitSet();
    for (int unit = 0; unit < shape.units(); unit++) {
      kept.set(unit, random.nextDouble() < keptFraction);
    }
    return Mask.of(shape, kept);
  }

  /** Weights of He's deviation, and batch norms that do something. */
  private static Weights weights(Network network, Random random) {
    Weights fresh = Weights.random(network, random.nextLong());
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    for (String name : fresh.names()) {
      WeightTensor tensor = fresh.get(name);
      float[] values = tensor.values().clone();
      if (tensor.shape().length == 1) {
        float center = name.endsWith(".weight") || name.endsWith(".running_var") ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
          values[i] = center + (random.nextFloat() - 0.5f) * 0.6f;
        }
      }
      result.put(name, new WeightTensor(tensor.shape(), values));
    }
    return Weights.of(result);
  }
}
