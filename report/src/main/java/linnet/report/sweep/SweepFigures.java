// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.util.Objects;
import linnet.report.Figures;

/** Figures of a row as people read them. */
public final class SweepFigures {
  /** Why a method may have several rows at one budget. */
  public static final String MIXED =
      "Rows of one method and budget were made in different ways, for example with defaults of"
          + " different versions; cell.json of each says how.";

  private SweepFigures() {}

  /** For example {@code 88.05 % ± 0.31}; without a deviation for a single seed. */
  public static String accuracy(SweepRow row) {
    Double deviation = row.deviation();
    return Figures.percent(row.accuracy())
        + (deviation == null ? "" : Figures.formatted(" ± %.2f", 100 * deviation));
  }

  /** Points that the teacher is better by, for example {@code 3.41}; a dash where unknown. */
  public static String lost(SweepRow row) {
    Double lost = row.lost();
    return lost == null ? "–" : Figures.formatted("%.2f", 100 * lost);
  }

  /** For example {@code 91.3 ms}. */
  public static String millis(SweepRow row) {
    return Figures.formatted("%,.1f ms", row.onlineMillis());
  }

  /** Units kept in a stage and their share of it, for example {@code 512 (3.1 %)}. */
  public static String stage(SweepRow row, String stage, int units) {
    double kept = Objects.requireNonNullElse(row.keptByStage().get(stage), 0.0);
    return Figures.formatted("%,.0f (%.1f %%)", kept, units == 0 ? 0 : 100 * kept / units);
  }
}
