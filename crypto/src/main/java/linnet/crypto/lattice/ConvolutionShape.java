// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * The public sizes of one secret convolution; a dense layer is a 1x1 convolution on 1x1 maps.
 *
 * <p>Of a batch of B inferences, values are {@code [inChannels, B, height, width]}, outputs {@code
 * [outChannels, B, outHeight, outWidth]}, weights {@code [outChannels, inChannels / groups, kernel,
 * kernel]}. The padding is zeros.
 */
public record ConvolutionShape(
    int inChannels,
    int height,
    int width,
    int outChannels,
    int kernel,
    int stride,
    int padding,
    int groups) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if a size is out of range, the groups do not divide the
   *     channels, or the kernel reaches past the padded map
   */
  public ConvolutionShape {
    require(Math.min(Math.min(inChannels, outChannels), Math.min(height, width)) > 0, "sizes");
    require(kernel > 0 && stride > 0, "kernel or stride");
    require(padding >= 0, "padding");
    require(groups > 0 && inChannels % groups == 0 && outChannels % groups == 0, "groups");
    require(kernel <= Math.min(height, width) + 2L * padding, "kernel");
  }

  /** Rows of the output. */
  public int outHeight() {
    return (height + 2 * padding - kernel) / stride + 1;
  }

  /** Columns of the output. */
  public int outWidth() {
    return (width + 2 * padding - kernel) / stride + 1;
  }

  /** Number of weights. */
  public int weightCount() {
    return Math.multiplyExact(outChannels, depth());
  }

  /** Number of input values of so many inferences. */
  public int inputCount(int batch) {
    return Math.multiplyExact(Math.multiplyExact(inChannels, batch), height * width);
  }

  /** Number of output values of so many inferences. */
  public int outputCount(int batch) {
    return Math.multiplyExact(Math.multiplyExact(outChannels, batch), outHeight() * outWidth());
  }

  /** Weights of one output channel. */
  int depth() {
    return Math.multiplyExact(inChannels / groups, kernel * kernel);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("a convolution cannot have this " + what);
    }
  }
}
