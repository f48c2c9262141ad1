// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.HashMap;
import java.util.Map;
import linnet.inference.plan.IntegerWeights;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.InputException;

/** Rounds weights to integers at the scales of a plan. */
final class Quantizer {
  private static final double LARGEST_WEIGHT = 0x1p31;
  private static final double LARGEST_BIAS = 0x1p61;

  private Quantizer() {}

  static PrivateProgram quantize(ProgramPlan plan, Map<String, RealWeights> weights) {
    Map<String, IntegerWeights> integers = new HashMap<>();
    for (Step step : plan.steps()) {
      if (step instanceof Step.Convolution c) {
        integers.put(c.name(), round(plan, c, weights.get(c.name())));
      }
    }
    return new PrivateProgram(plan, integers);
  }

  private static IntegerWeights round(
      ProgramPlan plan,
      Step.Convolution c,
      @org.jspecify.annotations.Nullable RealWeights weights) {
    if (weights == null) {
      throw new IllegalArgumentException("no weights for " + c.name());
    }
    return new IntegerWeights(
        round(weights.weight(), c.weightBits(), LARGEST_WEIGHT, c.name()),
        round(weights.bias(), plan.fractionalBits(c.name()), LARGEST_BIAS, c.name()));
  }

  private static long[] round(double[] values, int bits, double largest, String name) {
    long[] result = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      double scaled = Math.scalb(values[i], bits);
      if (!(Math.abs(scaled) < largest)) {
        throw new InputException(
            "A weight or bias of the step %s is %s, too large for fixed point; train with more weight decay."
                .formatted(name, values[i]));
      }
      result[i] = Math.round(scaled);
    }
    return result;
  }
}
