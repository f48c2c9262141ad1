// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

import linnet.network.InputException;
import linnet.network.Shape;

/**
 * What a builder needs to know.
 *
 * @param input shape {@code [C, H, W]} of one image
 * @param classes number of logits, at least 2
 * @param width channels of the first stage; 64 is full width for ResNets and VGG, 16 (times the
 *     factor in its name) for wide ResNets
 * @param stem how the network begins
 * @param stemRelu whether the stem keeps its ReLU site; SNL, AutoReP and ReLUPruner count ResNets
 *     without it
 * @param pooling for ImageNet stems and VGG
 */
public record NetworkOptions(
    Shape input, int classes, int width, Stem stem, boolean stemRelu, Pooling pooling) {
  /** Rejects fewer than 2 classes and widths below 1. */
  public NetworkOptions {
    if (classes < 2) {
      throw new InputException("A classifier needs at least 2 classes, not %d.".formatted(classes));
    }
    if (width < 1) {
      throw new InputException("The width must be at least 1, not %d.".formatted(width));
    }
  }

  /** CIFAR stem with its ReLU, maximum pooling. */
  public static NetworkOptions of(Shape input, int classes, int width) {
    return new NetworkOptions(input, classes, width, Stem.CIFAR, true, Pooling.MAX);
  }

  /** The same with another stem. */
  public NetworkOptions withStem(Stem other) {
    return new NetworkOptions(input, classes, width, other, stemRelu, pooling);
  }

  /** The same with or without the stem's ReLU site. */
  public NetworkOptions withStemRelu(boolean kept) {
    return new NetworkOptions(input, classes, width, stem, kept, pooling);
  }

  /** The same with another pooling. */
  public NetworkOptions withPooling(Pooling other) {
    return new NetworkOptions(input, classes, width, stem, stemRelu, other);
  }
}
