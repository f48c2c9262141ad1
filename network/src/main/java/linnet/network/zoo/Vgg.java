// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import linnet.network.Network;

/**
 * VGG16 with batch norm and one dense layer (Simonyan and Zisserman, ICLR 2015, arXiv 1409.1556, as
 * used for small images): 13 convolutions in five blocks, each block followed by a pooling of 2.
 */
public final class Vgg {
  private static final int[][] BLOCKS = {{1, 1}, {2, 2}, {4, 4, 4}, {8, 8, 8}, {8, 8, 8}};

  private Vgg() {}

  /**
   * The SENet group's variant: no pooling after block 4, so that blocks 4 and 5 both run at 1/8 of
   * the image; 294,912 units for images of 32x32 at width 64.
   */
  public static Network vgg16(NetworkOptions options) {
    return build("vgg16", options, false);
  }

  /** All five poolings: 276,480 units for images of 32x32 at width 64. */
  public static Network vgg16FivePools(NetworkOptions options) {
    return build("vgg16-five-pools", options, true);
  }

  private static Network build(String name, NetworkOptions options, boolean fourthPool) {
    NetworkBuilder b = new NetworkBuilder();
    String at = Network.INPUT;
    int channels = options.input().channels();
    for (int block = 0; block < BLOCKS.length; block++) {
      for (int i = 0; i < BLOCKS[block].length; i++) {
        String prefix = "block%d.".formatted(block + 1);
        int out = options.width() * BLOCKS[block][i];
        at = b.convolution(prefix + "conv" + (i + 1), at, channels, out, 3, 1);
        at = b.batchNorm(prefix + "bn" + (i + 1), at, out);
        at = b.relu(prefix + "relu" + (i + 1), at);
        channels = out;
      }
      if (block != 3 || fourthPool) {
        at = b.halve("block%d.pool".formatted(block + 1), at, options.pooling());
      }
    }
    b.classifier(at, channels, options.classes());
    return b.build(name, options.input());
  }
}
