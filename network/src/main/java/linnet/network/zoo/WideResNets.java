// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import linnet.network.Network;

/**
 * Wide residual networks (Zagoruyko and Komodakis, BMVC 2016, arXiv 1605.07146) in pre-activation
 * order: stem convolution of {@code width} channels without activation, three stages of {@code
 * width * factor}, doubled twice; blocks batch norm, ReLU, convolution, batch norm, ReLU,
 * convolution; a final batch norm and ReLU. Where a block changes shape, its shortcut reads the
 * activated input.
 */
public final class WideResNets {
  private WideResNets() {}

  /** Depth 22, factor 8: 19 sites; 1,392,640 units for images of 32x32 at width 16. */
  public static Network wrn22x8(NetworkOptions options) {
    if (options.stem() != Stem.CIFAR) {
      throw new linnet.network.InputException(
          "WRN-22-8 has only the CIFAR stem; use --stem cifar, or a ResNet.");
    }
    NetworkBuilder b = new NetworkBuilder();
    int channels = options.width();
    String at =
        b.convolution("stem.conv", Network.INPUT, options.input().channels(), channels, 3, 1);
    for (int stage = 0; stage < 3; stage++) {
      int out = (options.width() * 8) << stage;
      for (int block = 0; block < 3; block++) {
        String prefix = "stage%d.block%d".formatted(stage + 1, block + 1);
        at = block(b, prefix, at, channels, out, stage > 0 && block == 0 ? 2 : 1);
        channels = out;
      }
    }
    at = b.batchNorm("final.bn", at, channels);
    at = b.relu("final.relu", at);
    b.classifier(at, channels, options.classes());
    return b.build("wrn22x8", options.input());
  }

  private static String block(
      NetworkBuilder b, String prefix, String from, int in, int out, int stride) {
    String activated = b.batchNorm(prefix + ".bn1", from, in);
    activated = b.relu(prefix + ".relu1", activated);
    String at = b.convolution(prefix + ".conv1", activated, in, out, 3, stride);
    at = b.batchNorm(prefix + ".bn2", at, out);
    at = b.relu(prefix + ".relu2", at);
    at = b.convolution(prefix + ".conv2", at, out, out, 3, 1);
    boolean reshapes = in != out || stride != 1;
    String shortcut =
        reshapes ? b.convolution(prefix + ".shortcut.conv", activated, in, out, 1, stride) : from;
    return b.sum(prefix + ".add", at, shortcut);
  }
}
