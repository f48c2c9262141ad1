// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.inference.plan.ProgramPlan;

/** How wide the logits are compared where only the class is disclosed. */
final class Argmax {
  private Argmax() {}

  /** Bits that hold every logit with its sign: what the compiler found, no more. */
  static int width(ProgramPlan plan) {
    return plan.calibration().logitWidth();
  }
}
