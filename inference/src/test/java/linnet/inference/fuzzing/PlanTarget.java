// SPDX-License-Identifier: Apache-2.0
package linnet.inference.fuzzing;

import linnet.crypto.fuzzing.Sentences;
import linnet.inference.plan.PlanFormat;
import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;

/** Plans of a hostile server: what is accepted can be written again, the rest is a sentence. */
public final class PlanTarget {
  private PlanTarget() {}

  /** Reads a plan. */
  public static void fuzzerTestOneInput(byte[] data) {
    try {
      ProgramPlan plan = PlanFormat.read(data, "The plan");
      byte[] written = PlanFormat.write(plan);
      if (!PlanFormat.read(written, "The plan").digest().equals(plan.digest())) {
        throw new AssertionError("a plan read back is another");
      }
    } catch (InputException e) {
      Sentences.require(e);
    }
  }
}
