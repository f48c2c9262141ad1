// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.Arrays;
import linnet.inference.plan.IntegerWeights;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/** A convolution of a batch mod 2^64, on all cores. */
final class IntegerConvolution {
  private IntegerConvolution() {}

  /**
   * Convolves.
   *
   * @param out {@code [O, OH, OW]} of one image
   * @param biases whether to add the biases
   */
  static Activations apply(
      Step.Convolution step, Activations x, Shape out, IntegerWeights weights, boolean biases) {
    Activations result = Activations.zeros(out, x.batch());
    if (biases) {
      fill(result, weights.bias());
    }
    if (step.groups() == 1 && weights.limbs().isPresent()) {
      new LimbConvolution(new ShiftedPlanes(step, x, out), weights.limbs().get(), result).run();
    } else {
      new DirectConvolution(step, x, weights.weight(), result).run();
    }
    return result;
  }

  private static void fill(Activations result, long[] bias) {
    int columns = result.batch() * result.shape().plane();
    for (int o = 0; o < bias.length; o++) {
      Arrays.fill(result.values(), o * columns, (o + 1) * columns, bias[o]);
    }
  }
}
