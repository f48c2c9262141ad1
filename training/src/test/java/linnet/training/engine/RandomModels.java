// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

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
import linnet.network.Site;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import linnet.network.Widths;

/** Small random networks of all layer kinds, with random weights, statistics and masks. */
final class RandomModels {
  private final Random random;
  private final List<Node> nodes = new ArrayList<>();
  private String last = Network.INPUT;
  private Shape shape = new Shape(3, 8, 8);

  private RandomModels(Random random) {
    this.random = random;
  }

  static Model next(long seed) {
    return next(seed, Widths.FULL);
  }

  /** The same with batch norms for several widths. */
  static Model next(long seed, Widths widths) {
    Random random = new Random(seed);
    Network network = new RandomModels(random).network().withWidths(widths);
    return new Model(network, weights(network, random), masks(network, random));
  }

  static Masks masks(Network network, Random random) {
    return Masks.forEach(network, site -> mask(site, random));
  }

  private static Mask mask(Site site, Random random) {
    int kind = random.nextInt(5);
    if (kind < 2) {
      return kind == 0 ? Mask.all(site.shape()) : Mask.none(site.shape());
    }
    BitSet bits = new BitSet();
    for (int unit = 0; unit < site.units(); unit++) {
      bits.set(unit, random.nextInt(4) < kind - 1);
    }
    return Mask.of(site.shape(), bits);
  }

  /** Like fresh weights, but biases and statistics are not trivial either. */
  private static Weights weights(Network network, Random random) {
    Weights fresh = Weights.random(network, random.nextLong());
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    for (String name : fresh.names()) {
      float[] values = fresh.get(name).values().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] +=
            (float) (name.endsWith("var") ? random.nextDouble() : random.nextGaussian() * 0.2);
      }
      result.put(name, new WeightTensor(fresh.get(name).shape(), values));
    }
    return Weights.of(result);
  }

  private Network network() {
    convolution(4, 1);
    for (int block = 0; block < 4; block++) {
      switch (random.nextInt(4)) {
        case 0 -> residual();
        case 1 -> preActivation();
        case 2 -> pooled();
        default -> convolution(4 * (1 + random.nextInt(2)), 1 + random.nextInt(2));
      }
    }
    head();
    return new Network("random", new Shape(3, 8, 8), nodes);
  }

  private void convolution(int out, int stride) {
    int groups = shape.channels() % 2 == 0 ? 1 + random.nextInt(2) : 1;
    add(new Layer.Convolution(shape.channels(), out, 3, stride, 1, groups, random.nextBoolean()));
    shape =
        new Shape(
            out, (shape.height() + stride - 1) / stride, (shape.width() + stride - 1) / stride);
    normRelu();
  }

  private void normRelu() {
    add(new Layer.BatchNorm(shape.channels(), 1e-5));
    add(new Layer.Relu());
  }

  private void residual() {
    String shortcut = last;
    convolution(shape.channels(), 1);
    nodes.add(new Node("n" + nodes.size(), new Layer.Add(), List.of(last, shortcut)));
    last = nodes.getLast().name();
    add(new Layer.Relu());
  }

  private void preActivation() {
    normRelu();
    add(new Layer.Convolution(shape.channels(), shape.channels(), 1, 1, 0, 1, true));
  }

  private void pooled() {
    if (shape.height() < 4) {
      add(new Layer.Relu());
      return;
    }
    boolean max = random.nextBoolean();
    add(max ? new Layer.MaxPool(3, 2, 1) : new Layer.AveragePool(2, 2));
    shape = new Shape(shape.channels(), (shape.height() + 1) / 2, (shape.width() + 1) / 2);
  }

  private void head() {
    if (random.nextBoolean()) {
      add(new Layer.GlobalAveragePool());
      shape = Shape.vector(shape.channels());
    }
    add(new Layer.Flatten());
    add(new Layer.Linear(shape.units(), 6, true));
    add(new Layer.Relu());
    add(new Layer.Linear(6, 5, random.nextBoolean()));
  }

  private void add(Layer layer) {
    nodes.add(new Node("n" + nodes.size(), layer, List.of(last)));
    last = nodes.getLast().name();
  }
}
