// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import linnet.inference.plan.Step;

/**
 * What happens where a linear run ends, and after secret convolutions; this is all that tells the
 * executors from each other.
 */
@FunctionalInterface
public interface Crossing {
  /**
   * Gives the activations after a boundary.
   *
   * @param boundary which one
   * @param z what the run gave, at its full scale
   */
  Activations cross(Step.Boundary boundary, Activations z);

  /**
   * Gives what goes on after a secret convolution: with shares, where the server adds its mask.
   *
   * @param convolution which one
   * @param out what it gave
   */
  default Activations convolved(Step.Convolution convolution, Activations out) {
    return out;
  }
}
