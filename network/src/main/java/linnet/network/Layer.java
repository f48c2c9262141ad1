// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/**
 * One operation of a network, without weights: those stand in {@link Weights} under the name of the
 * node. The set is closed, so that every executor handles every layer in an exhaustive switch.
 */
public sealed interface Layer {

  /** Number of activations that the layer reads: 1, or 2 for {@link Add}. */
  default int inputs() {
    return 1;
  }

  /**
   * A square two-dimensional convolution with zero padding. Weights: {@code weight [O, I/groups, k,
   * k]}, and {@code bias [O]} if {@code bias}.
   *
   * @param groups divides both channel counts; 1 is a dense convolution, I a depthwise one
   */
  record Convolution(
      int inChannels,
      int outChannels,
      int kernel,
      int stride,
      int padding,
      int groups,
      boolean bias)
      implements Layer {
    /** Rejects sizes below their least values and groups that do not divide the channels. */
    public Convolution {
      requirePositive("a convolution's channels", Math.min(inChannels, outChannels));
      requirePositive(
          "a convolution's kernel, stride and groups", Math.min(kernel, Math.min(stride, groups)));
      if (padding < 0 || inChannels % groups != 0 || outChannels % groups != 0) {
        throw new InputException(
            "A convolution of %d to %d channels cannot have %d groups and padding %d."
                .formatted(inChannels, outChannels, groups, padding));
      }
    }
  }

  /**
   * Batch normalization over channels. Weights: {@code weight}, {@code bias}, {@code running_mean},
   * {@code running_var}, each {@code [C]}.
   */
  record BatchNorm(int channels, double epsilon) implements Layer {
    /** Rejects an empty layer and an epsilon that is not positive. */
    public BatchNorm {
      requirePositive("a batch normalization's channels", channels);
      if (!(epsilon > 0)) {
        throw new InputException(
            "A batch normalization's epsilon must be positive, not " + epsilon + ".");
      }
    }
  }

  /** A ReLU <em>site</em>: which of its units stay ReLUs is said by the site's {@link Mask}. */
  record Relu() implements Layer {}

  /**
   * A dense layer on a vector. Weights: {@code weight [O, I]}, and {@code bias [O]} if asked for.
   */
  record Linear(int inFeatures, int outFeatures, boolean bias) implements Layer {
    /** Rejects an empty layer. */
    public Linear {
      requirePositive("a dense layer's features", Math.min(inFeatures, outFeatures));
    }
  }

  /** Sum of two activations of equal shape. */
  record Add() implements Layer {
    @Override
    public int inputs() {
      return 2;
    }
  }

  /** Mean over windows of {@code kernel} x {@code kernel}, without padding. */
  record AveragePool(int kernel, int stride) implements Layer {
    /** Rejects windows and strides below 1. */
    public AveragePool {
      requirePositive("a pooling window and stride", Math.min(kernel, stride));
    }
  }

  /** Mean over all positions of each channel: {@code [C, H, W]} to {@code [C, 1, 1]}. */
  record GlobalAveragePool() implements Layer {}

  /** Maximum over windows of {@code kernel} x {@code kernel}; padding never wins. */
  record MaxPool(int kernel, int stride, int padding) implements Layer {
    /** Rejects windows and strides below 1, and padding of more than half a window. */
    public MaxPool {
      requirePositive("a pooling window and stride", Math.min(kernel, stride));
      if (padding < 0 || 2 * padding > kernel) {
        throw new InputException(
            "A pooling window of %d cannot have padding %d.".formatted(kernel, padding));
      }
    }
  }

  /** {@code [C, H, W]} to the vector {@code [C*H*W, 1, 1]}, in that order. */
  record Flatten() implements Layer {}

  private static void requirePositive(String what, int least) {
    if (least < 1) {
      throw new InputException("Every one of " + what + " must be at least 1, not " + least + ".");
    }
  }
}
