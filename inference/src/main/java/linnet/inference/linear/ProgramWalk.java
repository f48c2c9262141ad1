// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.HashMap;
import java.util.Map;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * Runs the steps of a program on ring elements, in order. The clear executor, the server's share of
 * the protocol and the dealer are this one walk with different crossings of the boundaries.
 */
public final class ProgramWalk {
  private final PrivateProgram program;
  private final boolean biases;
  private final Map<String, Integer> lastReader = new HashMap<>();
  private final Map<String, Activations> values = new HashMap<>();

  private ProgramWalk(PrivateProgram program, boolean biases) {
    this.program = program;
    this.biases = biases;
    int index = 0;
    for (Step step : program.plan().steps()) {
      for (String input : step.inputs()) {
        lastReader.put(input, index);
      }
      index++;
    }
  }

  /**
   * Runs a program.
   *
   * @param biases whether convolutions add their biases; of two parties with shares of a value only
   *     one may add them
   * @param image ring elements of the image
   * @param crossing what happens at boundaries
   * @return ring elements of the logits, at full scale
   */
  public static Activations run(
      PrivateProgram program, boolean biases, Activations image, Crossing crossing) {
    return new ProgramWalk(program, biases).run(image, crossing);
  }

  private Activations run(Activations image, Crossing crossing) {
    values.put(ProgramPlan.IMAGE, image);
    int index = 0;
    for (Step step : program.plan().steps()) {
      values.put(step.name(), apply(step, crossing));
      forgetAfter(index++, step);
    }
    return value(program.plan().logits());
  }

  private void forgetAfter(int index, Step step) {
    for (String input : step.inputs()) {
      if (lastReader.getOrDefault(input, -1) == index) {
        values.remove(input);
      }
    }
  }

  private Activations value(String name) {
    Activations value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no value " + name);
    }
    return value;
  }

  private Activations apply(Step step, Crossing crossing) {
    return switch (step) {
      case Step.Convolution c ->
          crossing.convolved(c, convolve(program, c, value(c.input()), biases));
      case Step.Boundary b -> crossing.cross(b, value(b.input()));
      default -> LinearSteps.apply(program.plan(), step, this::value);
    };
  }

  /** One secret convolution, without its biases. */
  public static Activations convolve(
      PrivateProgram program, Step.Convolution convolution, Activations x) {
    return convolve(program, convolution, x, false);
  }

  private static Activations convolve(
      PrivateProgram program, Step.Convolution convolution, Activations x, boolean biases) {
    Shape out = program.plan().shape(convolution.name());
    return IntegerConvolution.apply(convolution, x, out, program.weights(convolution), biases);
  }
}
