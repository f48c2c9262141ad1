// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;

/**
 * Secret convolutions that read the same values, which travel encrypted once for all of them that
 * have the same stride.
 *
 * @param name how error sentences and tables call it
 * @param convolutions at least one, all of the same input sizes
 */
public record LinearJob(String name, List<ConvolutionShape> convolutions) {
  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there is none, or they do not read the same values
   */
  public LinearJob {
    convolutions = List.copyOf(convolutions);
    if (convolutions.isEmpty()) {
      throw new IllegalArgumentException("the linear job " + name + " has no convolution");
    }
    for (ConvolutionShape shape : convolutions) {
      requireSameInput(name, convolutions.getFirst(), shape);
    }
  }

  /** Number of input values of so many inferences. */
  public int inputCount(int batch) {
    return convolutions.getFirst().inputCount(batch);
  }

  private static void requireSameInput(String name, ConvolutionShape a, ConvolutionShape b) {
    if (a.inChannels() != b.inChannels() || a.height() != b.height() || a.width() != b.width()) {
      throw new IllegalArgumentException(
          "the convolutions of the linear job " + name + " read values of different sizes");
    }
  }
}
