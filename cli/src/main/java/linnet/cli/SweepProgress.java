// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.OptionalDouble;
import linnet.report.Figures;
import linnet.report.sweep.CellResult;

/**
 * How long a sweep will go on: cells that are not done take what the done ones took on average.
 *
 * @param done seconds of each cell that is done
 * @param open cells that are not done
 */
record SweepProgress(List<Double> done, int open) {
  /** Copies the list. */
  SweepProgress {
    done = List.copyOf(done);
  }

  /** The progress when these are done, of so many cells. */
  static SweepProgress of(List<CellResult> done, int cells) {
    return new SweepProgress(done.stream().map(CellResult::seconds).toList(), cells - done.size());
  }

  /** For example {@code cell 3 of 12, about 8 min 20 s left}. */
  String text() {
    OptionalDouble mean = done.stream().mapToDouble(Double::doubleValue).average();
    String left =
        mean.isPresent()
            ? "about %s left".formatted(Figures.duration(mean.getAsDouble() * open))
            : "remaining time unknown";
    return "cell %d of %d, %s".formatted(done.size() + 1, done.size() + open, left);
  }
}
