// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.List;
import linnet.network.InputException;
import linnet.network.Mask;

/**
 * One step of a private program: an exact operation on integers, without its weights. Every step
 * but {@link Boundary} is linear over the ring of integers mod 2^64, so that both parties can run
 * it on their shares. The name of a step is the name of the value it gives.
 */
public sealed interface Step {
  /** Unique within the plan. */
  String name();

  /** Names of the values it reads; {@link ProgramPlan#IMAGE} for the image. */
  List<String> inputs();

  /**
   * A convolution with zero padding and secret integer weights {@code [O, I/groups, k, k]}; dense
   * layers are convolutions of 1x1 on vectors, batch norms that stand alone are depthwise ones.
   *
   * @param weightBits fractional bits of the weights: the scale of the value grows by them
   */
  record Convolution(
      String name,
      String input,
      int outChannels,
      int kernel,
      int stride,
      int padding,
      int groups,
      int weightBits)
      implements Step {
    private static final int MAX_PADDING = 1024;

    /** Rejects sizes out of range. */
    public Convolution {
      require(
          outChannels >= 1
              && kernel >= 1
              && stride >= 1
              && padding >= 0
              && padding <= MAX_PADDING
              && groups >= 1
              && outChannels % groups == 0
              && weightBits >= 0
              && weightBits <= 31,
          name);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Sum over windows, times a public multiplier: an average, {@code multiplier / 2^multiplierBits}
   * being the reciprocal of the window's size. Exact for windows of a power of two.
   */
  record Pool(
      String name,
      String input,
      int kernelHeight,
      int kernelWidth,
      int stride,
      int multiplier,
      int multiplierBits)
      implements Step {
    /** Rejects sizes out of range. */
    public Pool {
      require(
          kernelHeight >= 1
              && kernelWidth >= 1
              && stride >= 1
              && multiplier >= 1
              && multiplierBits >= 0
              && multiplierBits <= 48,
          name);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Sum of two values of one shape; the one of smaller scale is shifted left first, exactly. */
  record Sum(String name, String left, String right) implements Step {
    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }
  }

  /** {@code [C, H, W]} to the vector {@code [C*H*W, 1, 1]}, in that order. */
  record Flatten(String name, String input) implements Step {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A ReLU site, where a linear run ends: kept units become {@code relu(z) >> shift}, linearized
   * ones {@code z >> shift}, so that the scale is that of activations again.
   *
   * @param width K: kept units compare on this many bits; {@code |z| < 2^(K-1)} must hold
   * @param kept the units that stay ReLUs
   */
  record Boundary(String name, String input, int width, Mask kept) implements Step {
    /** The widest comparison. */
    public static final int MAX_WIDTH = 62;

    /** Rejects widths out of range. */
    public Boundary {
      require(width >= 2 && width <= MAX_WIDTH, name);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    /** The same with another width. */
    public Boundary withWidth(int other) {
      return new Boundary(name, input, other, kept);
    }

    /** The same with other kept units. */
    public Boundary withKept(Mask other) {
      return new Boundary(name, input, width, other);
    }
  }

  private static void require(boolean holds, String name) {
    if (!holds) {
      throw new InputException(
          "The step %s of the private program has a size out of range; compile the network again."
              .formatted(name));
    }
  }
}
