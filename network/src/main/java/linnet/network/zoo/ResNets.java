// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import linnet.network.Network;

/**
 * Residual networks of basic blocks (He et al., CVPR 2016, arXiv 1512.03385): stem, four stages
 * that double the channels and, but for the first, halve the maps, global average pooling, dense
 * layer. Sites: {@code stem.relu}, {@code stageS.blockB.relu1} and {@code relu2}.
 */
public final class ResNets {
  private ResNets() {}

  /** Two blocks a stage: 17 sites; 557,056 units for images of 32x32 at width 64. */
  public static Network resnet18(NetworkOptions options) {
    return build("resnet18", new int[] {2, 2, 2, 2}, options);
  }

  /** 3, 4, 6 and 3 blocks: 33 sites; 966,656 units for images of 32x32 at width 64. */
  public static Network resnet34(NetworkOptions options) {
    return build("resnet34", new int[] {3, 4, 6, 3}, options);
  }

  private static Network build(String name, int[] blocks, NetworkOptions options) {
    NetworkBuilder b = new NetworkBuilder();
    String at = stem(b, options);
    int channels = options.width();
    for (int stage = 0; stage < blocks.length; stage++) {
      int out = options.width() << stage;
      for (int block = 0; block < blocks[stage]; block++) {
        String prefix = "stage%d.block%d".formatted(stage + 1, block + 1);
        at = basicBlock(b, prefix, at, channels, out, stage > 0 && block == 0 ? 2 : 1);
        channels = out;
      }
    }
    b.classifier(at, channels, options.classes());
    return b.build(name, options.input());
  }

  private static String stem(NetworkBuilder b, NetworkOptions options) {
    boolean small = options.stem() == Stem.CIFAR;
    int width = options.width();
    String at =
        b.convolution(
            "stem.conv",
            Network.INPUT,
            options.input().channels(),
            width,
            small ? 3 : 7,
            small ? 1 : 2);
    at = b.batchNorm("stem.bn", at, width);
    at = options.stemRelu() ? b.relu("stem.relu", at) : at;
    if (small) {
      return at;
    }
    return options.pooling() == Pooling.MAX
        ? b.maxPool("stem.pool", at, 3, 2, 1)
        : b.halve("stem.pool", at, Pooling.AVERAGE);
  }

  private static String basicBlock(
      NetworkBuilder b, String prefix, String from, int in, int out, int stride) {
    String at = b.convolution(prefix + ".conv1", from, in, out, 3, stride);
    at = b.batchNorm(prefix + ".bn1", at, out);
    at = b.relu(prefix + ".relu1", at);
    at = b.convolution(prefix + ".conv2", at, out, out, 3, 1);
    at = b.batchNorm(prefix + ".bn2", at, out);
    String shortcut = from;
    if (stride != 1 || in != out) {
      shortcut = b.convolution(prefix + ".shortcut.conv", from, in, out, 1, stride);
      shortcut = b.batchNorm(prefix + ".shortcut.bn", shortcut, out);
    }
    at = b.sum(prefix + ".add", at, shortcut);
    return b.relu(prefix + ".relu2", at);
  }
}
