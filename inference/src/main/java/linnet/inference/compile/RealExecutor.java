// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Runs lowered steps in floating point on single images, to measure how large values become and
 * what fixed point changes.
 */
final class RealExecutor {
  private final ProgramPlan plan;
  private final Map<String, RealWeights> weights;

  RealExecutor(ProgramPlan plan, Map<String, RealWeights> weights) {
    this.plan = plan;
    this.weights = weights;
  }

  /** Runs one image {@code [C*H*W]}. */
  RealTrace run(float[] image) {
    Map<String, double[]> values = new HashMap<>();
    values.put(ProgramPlan.IMAGE, doubles(image));
    List<RealTrace.Magnitude> magnitudes = new ArrayList<>();
    for (Step step : plan.steps()) {
      double[] x = known(values.get(step.inputs().getFirst()));
      if (step instanceof Step.Boundary) {
        magnitudes.add(RealTrace.Magnitude.of(x));
      }
      values.put(step.name(), apply(step, x, values));
    }
    return new RealTrace(known(values.get(plan.logits())), magnitudes);
  }

  private static double[] doubles(float[] image) {
    double[] result = new double[image.length];
    for (int i = 0; i < image.length; i++) {
      result[i] = image[i];
    }
    return result;
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("a step without value or weights");
    }
    return value;
  }

  private double[] apply(Step step, double[] x, Map<String, double[]> values) {
    Shape in = plan.shape(step.inputs().getFirst());
    Shape out = plan.shape(step.name());
    return switch (step) {
      case Step.Convolution c -> RealConvolution.apply(c, x, in, out, known(weights.get(c.name())));
      case Step.Pool p -> pool(p, x, in, out);
      case Step.Sum s -> sum(x, known(values.get(s.right())));
      case Step.Flatten f -> x;
      case Step.Boundary b -> maskedRelu(b, x);
    };
  }

  private static double[] sum(double[] x, double[] y) {
    double[] result = x.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] += y[i];
    }
    return result;
  }

  private static double[] maskedRelu(Step.Boundary boundary, double[] x) {
    double[] result = x.clone();
    for (int unit : boundary.kept().keptUnits()) {
      result[unit] = Math.max(result[unit], 0);
    }
    return result;
  }

  private static double[] pool(Step.Pool p, double[] x, Shape in, Shape out) {
    double[] result = new double[out.units()];
    for (int unit = 0; unit < result.length; unit++) {
      int y = unit % out.plane() / out.width() * p.stride();
      int left = unit % out.width() * p.stride();
      int corner = unit / out.plane() * in.plane() + y * in.width() + left;
      double sum = 0;
      for (int dy = 0; dy < p.kernelHeight(); dy++) {
        for (int dx = 0; dx < p.kernelWidth(); dx++) {
          sum += x[corner + dy * in.width() + dx];
        }
      }
      result[unit] = sum / (p.kernelHeight() * p.kernelWidth());
    }
    return result;
  }
}
