// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import linnet.report.Figures;

/** Plain lines for logs and pipes: one at most every ten seconds, and one at the end. */
final class ProgressLines implements ProgressDisplay {
  private static final double INTERVAL_SECONDS = 10;

  private final PrintStream err;
  private final String work;
  private final long steps;
  private final LongSupplier nanoTime;
  private final long start;
  private long shown;
  private long first = -1;
  private long step;
  private String remark = "";

  ProgressLines(PrintStream err, String work, long steps, LongSupplier nanoTime) {
    this.err = err;
    this.work = work;
    this.steps = steps;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.shown = start;
  }

  @Override
  public void reached(long reachedStep, String words) {
    first = first < 0 ? reachedStep : first;
    step = reachedStep;
    remark = words;
    if (secondsSince(shown) >= INTERVAL_SECONDS && step < steps) {
      shown = nanoTime.getAsLong();
      err.println("%s: %d %%, %s%s".formatted(work, 100 * step / steps, remaining(), remark()));
    }
  }

  @Override
  public void close() {
    String end = step >= steps ? "done" : "stopped at %d %%".formatted(100 * step / steps);
    err.println(
        "%s: %s in %s%s".formatted(work, end, Figures.duration(secondsSince(start)), remark()));
  }

  /** Steps that were done before this display began, after a resume, say nothing of the speed. */
  private String remaining() {
    long done = step - first;
    return done < 1
        ? "remaining time unknown"
        : Figures.duration(secondsSince(start) * (steps - step) / done) + " left";
  }

  private String remark() {
    return remark.isEmpty() ? "" : ", " + remark;
  }

  private double secondsSince(long nanos) {
    return (nanoTime.getAsLong() - nanos) / 1e9;
  }
}
