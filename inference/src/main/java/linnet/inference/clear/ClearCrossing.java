// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

import linnet.crypto.ring.LocalTruncation;
import linnet.inference.linear.Activations;
import linnet.inference.linear.Crossing;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.network.Mask;
import org.jspecify.annotations.Nullable;

/** Boundaries on clear integers: {@code relu(z) >> shift} or {@code z >> shift}. */
final class ClearCrossing implements Crossing {
  private final ProgramPlan plan;
  private final Truncation truncation;
  private long overflows;

  ClearCrossing(ProgramPlan plan, Truncation truncation) {
    this.plan = plan;
    this.truncation = truncation;
  }

  long overflows() {
    return overflows;
  }

  @Override
  public Activations cross(Step.Boundary boundary, Activations z) {
    int shift = plan.shift(boundary);
    Mask mask = boundary.kept();
    Activations y = Activations.zeros(z.shape(), z.batch());
    int[] kept = mask.keptUnits();
    int[] linearized = mask.linearizedUnits();
    long[][] shares = truncation.clientShares(boundary, z.batch());
    y.scatter(linearized, truncate(shares, z, linearized, shift));
    y.scatter(
        kept,
        truncation.ofKeptUnits()
            ? relu(truncate(shares, z, kept, shift), boundary.width() - shift, 0)
            : relu(z.gather(kept), boundary.width(), shift));
    return y;
  }

  /** As the circuit does it: the sign is that of the lowest bits, as many as the width says. */
  private long[] relu(long[] z, int width, int shift) {
    for (int i = 0; i < z.length; i++) {
      long compared = z[i] << (64 - width) >> (64 - width);
      overflows += compared == z[i] ? 0 : 1;
      z[i] = Math.max(compared, 0) >> shift;
    }
    return z;
  }

  private static long[] truncate(
      long @Nullable [][] shares, Activations z, int[] units, int shift) {
    long[] values = z.gather(units);
    if (shares == null) {
      for (int i = 0; i < values.length; i++) {
        values[i] >>= shift;
      }
      return values;
    }
    long[] client = Activations.ofImages(z.shape(), shares).gather(units);
    for (int i = 0; i < values.length; i++) {
      long server = LocalTruncation.server(values[i] - client[i], shift);
      values[i] = server + LocalTruncation.client(client[i], shift);
    }
    return values;
  }
}
