// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import linnet.inference.plan.IntegerWeights;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/** The definition of every step on unbounded integers, position by position: nothing can wrap. */
public final class NaiveProgram {
  private final PrivateProgram program;
  private final Map<String, BigInteger[]> values = new HashMap<>();

  private NaiveProgram(PrivateProgram program) {
    this.program = program;
  }

  /** Logits of one encoded image {@code [C*H*W]}. */
  public static long[] logits(PrivateProgram program, long[] image) {
    NaiveProgram run = new NaiveProgram(program);
    BigInteger[] input = new BigInteger[image.length];
    for (int i = 0; i < image.length; i++) {
      input[i] = BigInteger.valueOf(image[i]);
    }
    run.values.put(ProgramPlan.IMAGE, input);
    for (Step step : program.plan().steps()) {
      run.values.put(step.name(), run.apply(step));
    }
    BigInteger[] logits = run.value(program.plan().logits());
    long[] result = new long[logits.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = logits[i].longValueExact();
    }
    return result;
  }

  private BigInteger[] value(String name) {
    return Objects.requireNonNull(values.get(name));
  }

  private BigInteger[] apply(Step step) {
    ProgramPlan plan = program.plan();
    Shape in = plan.shape(step.inputs().getFirst());
    Shape out = plan.shape(step.name());
    BigInteger[] x = value(step.inputs().getFirst());
    BigInteger[] y = new BigInteger[out.units()];
    for (int unit = 0; unit < y.length; unit++) {
      int c = unit / out.plane();
      int h = unit % out.plane() / out.width();
      int w = unit % out.width();
      y[unit] =
          switch (step) {
            case Step.Convolution s -> convolution(s, x, in, c, h, w);
            case Step.Pool s -> pool(s, x, in, c, h * s.stride(), w * s.stride());
            case Step.Sum s ->
                x[unit]
                    .shiftLeft(plan.fractionalBits(s.name()) - plan.fractionalBits(s.left()))
                    .add(
                        value(s.right())[unit].shiftLeft(
                            plan.fractionalBits(s.name()) - plan.fractionalBits(s.right())));
            case Step.Flatten s -> x[unit];
            case Step.Boundary s ->
                (s.kept().keeps(unit) ? x[unit].max(BigInteger.ZERO) : x[unit])
                    .shiftRight(plan.shift(s));
          };
    }
    return y;
  }

  private BigInteger convolution(
      Step.Convolution s, BigInteger[] x, Shape in, int out, int h, int w) {
    IntegerWeights weights = program.weights(s);
    int perGroup = in.channels() / s.groups();
    int first = out / (s.outChannels() / s.groups()) * perGroup;
    BigInteger sum = BigInteger.valueOf(weights.bias()[out]);
    for (int i = 0; i < perGroup; i++) {
      for (int dy = 0; dy < s.kernel(); dy++) {
        for (int dx = 0; dx < s.kernel(); dx++) {
          int y = h * s.stride() + dy - s.padding();
          int at = w * s.stride() + dx - s.padding();
          if (y >= 0 && y < in.height() && at >= 0 && at < in.width()) {
            int index = ((out * perGroup + i) * s.kernel() + dy) * s.kernel() + dx;
            BigInteger value = x[((first + i) * in.height() + y) * in.width() + at];
            sum = sum.add(value.multiply(BigInteger.valueOf(weights.weight()[index])));
          }
        }
      }
    }
    return sum;
  }

  private static BigInteger pool(Step.Pool s, BigInteger[] x, Shape in, int c, int top, int left) {
    BigInteger sum = BigInteger.ZERO;
    for (int y = top; y < top + s.kernelHeight(); y++) {
      for (int w = left; w < left + s.kernelWidth(); w++) {
        sum = sum.add(x[(c * in.height() + y) * in.width() + w]);
      }
    }
    return sum.multiply(BigInteger.valueOf(s.multiplier()));
  }
}
