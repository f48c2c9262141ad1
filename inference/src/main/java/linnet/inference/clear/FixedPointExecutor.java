// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

import linnet.inference.linear.Activations;
import linnet.inference.linear.ProgramWalk;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;

/**
 * Runs a program in the clear on exactly the integers that the two-party protocol computes: the
 * oracle for every protocol test, and the accuracy check before deployment.
 *
 * <p>With all units kept the protocol's logits equal these bit for bit. Linearized units are
 * truncated share by share in the protocol, which may differ by one ulp each; {@link Truncation}
 * makes the same happen here.
 */
public final class FixedPointExecutor {
  private final PrivateProgram program;

  /** An executor of this program; it holds no state between runs. */
  public FixedPointExecutor(PrivateProgram program) {
    this.program = program;
  }

  /** Classifies images {@code [B][C*H*W]}, normalized, rounding down at every truncation. */
  public ClearResult run(float[][] images) {
    return run(images, Truncation.FLOOR);
  }

  /** Classifies images {@code [B][C*H*W]}, normalized, with the given truncation. */
  public ClearResult run(float[][] images, Truncation truncation) {
    ProgramPlan plan = program.plan();
    ClearCrossing crossing = new ClearCrossing(plan, truncation);
    Activations image = Activations.ofImages(plan.input(), FixedPointImages.encode(plan, images));
    Activations logits = ProgramWalk.run(program, true, image, crossing);
    return new ClearResult(logits.toImages(), plan.logitBits(), crossing.overflows());
  }
}
