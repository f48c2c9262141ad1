// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * Whether values fit: comparison widths from the largest |z| on calibration images, and the chance
 * that a local truncation goes altogether wrong, |z| * 2^(1-64) a unit (SecureML, IEEE S&amp;P
 * 2017, theorem 1), summed over all units of the worst image: one-round signs truncate shares of
 * kept units too.
 */
final class Headroom {
  /** A plan that fails more often, per inference, is refused. */
  static final double MOST_FAILURE = 0x1p-12;

  private final ProgramPlan plan;
  private final List<RealTrace.Magnitude> magnitudes;
  private final double largestLogit;
  private final double margin;

  Headroom(
      ProgramPlan plan, List<RealTrace.Magnitude> magnitudes, double largestLogit, double margin) {
    this.plan = plan;
    this.magnitudes = magnitudes;
    this.largestLogit = largestLogit;
    this.margin = margin;
  }

  /** Why the plan's scales leave no headroom, as one sentence; empty if they do. */
  Optional<String> obstacle() {
    List<Step.Boundary> boundaries = plan.boundaries();
    for (int i = 0; i < boundaries.size(); i++) {
      int bits = width(boundaries.get(i), magnitudes.get(i));
      if (bits > Step.Boundary.MAX_WIDTH) {
        return Optional.of(tooWide("what the site " + boundaries.get(i).name() + " reads", bits));
      }
    }
    int bits = logitWidth();
    if (bits > Step.Boundary.MAX_WIDTH) {
      return Optional.of(tooWide("the logits", bits));
    }
    return failureProbability() > MOST_FAILURE ? Optional.of(fails()) : Optional.empty();
  }

  /** All steps, each boundary with the least width that holds its values with the margin. */
  List<Step> stepsWithWidths() {
    List<Step> steps = new ArrayList<>();
    int index = 0;
    for (Step step : plan.steps()) {
      steps.add(
          step instanceof Step.Boundary boundary
              ? boundary.withWidth(width(boundary, magnitudes.get(index++)))
              : step);
    }
    return steps;
  }

  /** Bits that hold the logits with the margin. */
  int logitWidth() {
    return signedBits(largestLogit, plan.logitBits());
  }

  double failureProbability() {
    double sum = 0;
    List<Step.Boundary> boundaries = plan.boundaries();
    for (int i = 0; i < boundaries.size(); i++) {
      if (plan.shift(boundaries.get(i)) > 0) {
        int scale = plan.fractionalBits(boundaries.get(i).input());
        sum += Math.scalb(magnitudes.get(i).sum() * margin, scale + 1 - Long.SIZE);
      }
    }
    return Math.min(sum, 1);
  }

  /** At least one bit must remain above the shift, beside the sign. */
  private int width(Step.Boundary boundary, RealTrace.Magnitude magnitude) {
    double ulp = Math.scalb(1.0, -plan.fixedPoint().activationBits()); // a truncation may add one
    int bits = signedBits(magnitude.most() + ulp, plan.fractionalBits(boundary.input()));
    return Math.max(bits, plan.shift(boundary) + 2);
  }

  /** Bits of a signed integer that holds ± the magnitude, times the margin, at the scale. */
  private int signedBits(double magnitude, int scale) {
    return Math.max(2, Math.getExponent(magnitude * margin) + scale + 2);
  }

  private String tooWide(String what, int bits) {
    return "With f=%d and g=%d fractional bits, %s needs %d bits, but at most %d are compared; use fewer fractional bits."
        .formatted(
            plan.fixedPoint().activationBits(),
            plan.fixedPoint().weightBits(),
            what,
            bits,
            Step.Boundary.MAX_WIDTH);
  }

  private String fails() {
    return "With f=%d and g=%d fractional bits, local truncations fail with a chance of %.1e an inference, above 2^-12; use fewer fractional bits."
        .formatted(
            plan.fixedPoint().activationBits(),
            plan.fixedPoint().weightBits(),
            failureProbability());
  }
}
