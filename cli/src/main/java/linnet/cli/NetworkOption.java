// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import picocli.CommandLine.Option;

/** Options that choose the variant of a built-in network. */
final class NetworkOption {
  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Channels of the first stage (default: full width, 64; 16 for wrn22x8).")
  int width;

  @Option(
      names = "--stem",
      paramLabel = "STEM",
      description = "How the network begins: cifar (3x3) or imagenet (7x7 and a pooling).",
      defaultValue = "cifar")
  Stem stem = Stem.CIFAR;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description =
          "Pooling of imagenet stems and VGG: average (linear, free in private inference) or max.",
      defaultValue = "average")
  Pooling pool = Pooling.AVERAGE;

  @Option(
      names = "--no-stem-relu",
      description = "Leave out the stem's ReLU, as SNL counts ResNets.")
  boolean withoutStemRelu;

  int width(String network) {
    return width == 0 ? Networks.fullWidth(network) : width;
  }

  /** The network for images of this shape. */
  Network build(String network, Shape input, int classes) {
    NetworkOptions options =
        new NetworkOptions(input, classes, width(network), stem, !withoutStemRelu, pool);
    return Networks.byName(network, options);
  }
}
