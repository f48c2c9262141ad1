// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.Arrays;
import java.util.List;
import linnet.inference.clear.ClearResult;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.clear.Truncation;
import linnet.inference.plan.CalibrationFacts;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;

/**
 * Runs a quantized program on calibration images, in the clear, and states what it saw.
 *
 * <p><b>The tolerance.</b> A local truncation gives the rounded-down value or one ulp more, at
 * random and right on average; the clear executor always rounds down. So the logits deviate, by a
 * systematic part (half an ulp a truncation, carried through the network) and a random one (a sum
 * of very many small independent terms, so about normal). Some images are run with simulated random
 * shares, and the largest deviation of any logit times a safety factor (2 by default) is the
 * tolerance. With 16 images, 4 sets of shares and 10 classes it is twice the largest of 640
 * deviations, which alone lies about three standard deviations from the mean; twice that is at
 * least six. This is an estimate from samples and no proof; it supposes images like the calibration
 * images and leaves out the rare wrong truncations, whose chance is stated apart. The full circuit
 * truncates fewer values than the one-round signs simulated here.
 */
final class Calibration {
  /** Images that run at once, to bound memory. */
  private static final int BATCH = 16;

  private final ProgramPlan plan;
  private final float[][] images;
  private final CompilerOptions options;
  private final FixedPointExecutor executor;

  Calibration(PrivateProgram program, float[][] images, CompilerOptions options) {
    this.plan = program.plan();
    this.images = images;
    this.options = options;
    this.executor = new FixedPointExecutor(program);
  }

  /** Compares with the floating-point traces of the same images. */
  CalibrationFacts facts(List<RealTrace> traces, double failureProbability, int logitWidth) {
    double maxLogitError = 0;
    int sameClass = 0;
    for (int from = 0; from < images.length; from += BATCH) {
      ClearResult result = executor.run(batch(from, images.length));
      requireFits(result);
      for (int i = 0; i < result.logits().length; i++) {
        RealTrace trace = traces.get(from + i);
        maxLogitError = Math.max(maxLogitError, trace.distance(result.values()[i]));
        sameClass += trace.bestClass() == result.classes()[i] ? 1 : 0;
      }
    }
    return new CalibrationFacts(
        images.length, maxLogitError, sameClass, failureProbability, toleranceUlps(), logitWidth);
  }

  private void requireFits(ClearResult result) {
    if (result.overflows() > 0) {
      throw new InputException(
          "In fixed point %,d values of calibration images leave their comparison width, though in floating point they fit; use more fractional bits than f=%d and g=%d."
              .formatted(
                  result.overflows(),
                  plan.fixedPoint().activationBits(),
                  plan.fixedPoint().weightBits()));
    }
  }

  private int toleranceUlps() {
    if (plan.boundaries().stream().allMatch(boundary -> plan.shift(boundary) == 0)) {
      return 0;
    }
    long most = 0;
    int count = Math.min(options.toleranceImages(), images.length);
    for (int from = 0; from < count; from += BATCH) {
      float[][] batch = batch(from, count);
      long[][] floor = executor.run(batch).logits();
      for (int seed = 0; seed < options.toleranceSeeds(); seed++) {
        long[][] shared =
            executor.run(batch, Truncation.simulated(seed).alsoOfKeptUnits()).logits();
        most = Math.max(most, Logits.distance(floor, shared));
      }
    }
    double ulp = Math.scalb(1.0, plan.logitBits() - plan.fixedPoint().activationBits());
    return (int) Math.ceil(Math.max(1, options.toleranceFactor() * most / ulp));
  }

  private float[][] batch(int from, int limit) {
    return Arrays.copyOfRange(images, from, Math.min(from + BATCH, limit));
  }
}
