// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import linnet.inference.cost.RandomProgram;
import linnet.inference.plan.PrivateProgram;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;

/** ResNet18 on images of 32x32 with 100 classes: random weights, random masks. */
final class SampleNetwork {
  static final Shape IMAGE = new Shape(3, 32, 32);
  static final int CLASSES = 100;
  private static final long SEED = 1;

  private SampleNetwork() {}

  /** The network; its budget is as many units, or all it has if those are fewer. */
  static PrivateProgram program(int width, int units) {
    Network network = network(width);
    return RandomProgram.of(network, new ReluBudget(Math.min(units, network.relus())), SEED);
  }

  /** All units of the network. */
  static int units(int width) {
    return network(width).relus();
  }

  static float[][] images(int count) {
    return RandomProgram.images(IMAGE, count, SEED);
  }

  /** How rows call it. */
  static String name(int width) {
    return width == Effort.FULL_WIDTH ? "ResNet18" : "ResNet18 of width " + width;
  }

  private static Network network(int width) {
    return Networks.byName("resnet18", NetworkOptions.of(IMAGE, CLASSES, width));
  }
}
