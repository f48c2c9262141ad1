// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.report.Figures;

/**
 * One student of a sweep.
 *
 * @param number from 0, in the order of the grid
 * @param relus the budget
 */
record SweepCell(int number, SweepGrid.Variant method, int relus, long seed) {
  /** How far a cell has come. */
  enum State {
    /** Nothing stands on disk. */
    OPEN,
    /** It goes on from its checkpoints when it is run again. */
    BEGUN,
    /** Its result stands, and it is never run again. */
    DONE
  }

  /** Its folder in that of the sweep, the same whatever else the grid holds. */
  String folder() {
    return "%s-%d-s%d".formatted(method.name(), relus, seed);
  }

  @Override
  public String toString() {
    return "%s at %s ReLUs, seed %d".formatted(method.name(), Figures.count(relus), seed);
  }
}
