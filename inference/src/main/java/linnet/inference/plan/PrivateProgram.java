// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.Map;
import linnet.network.InputException;
import linnet.network.Shape;

/**
 * A compiled network: the public plan, which both parties know, and the secret integers, which
 * never leave the server.
 *
 * @param plan public
 * @param weights of every {@link Step.Convolution}, by name; secret
 */
public record PrivateProgram(ProgramPlan plan, Map<String, IntegerWeights> weights) {
  /** Checks that every convolution has weights of its size. */
  public PrivateProgram {
    weights = Map.copyOf(weights);
    for (Step step : plan.steps()) {
      if (step instanceof Step.Convolution c) {
        requireFit(c, plan.shape(c.input()), weights.get(c.name()));
      }
    }
  }

  private static void requireFit(
      Step.Convolution c, Shape in, @org.jspecify.annotations.Nullable IntegerWeights weights) {
    long size = (long) c.outChannels() * (in.channels() / c.groups()) * c.kernel() * c.kernel();
    if (weights == null
        || weights.weight().length != size
        || weights.bias().length != c.outChannels()) {
      throw new InputException(
          "The integer weights of the step %s do not fit the plan.".formatted(c.name()));
    }
  }

  /** The weights of a convolution. */
  public IntegerWeights weights(Step.Convolution convolution) {
    IntegerWeights found = weights.get(convolution.name());
    if (found == null) {
      throw new IllegalArgumentException("no convolution " + convolution.name());
    }
    return found;
  }

  /** Names no secrets. */
  @Override
  public String toString() {
    return "private program of " + plan;
  }
}
