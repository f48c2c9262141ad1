// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.inference.protocol.PreparationProgress;

/**
 * Shows a preparation as one piece of work: half of each piece is its share of the batch's
 * encrypted linear layers, the other half its comparisons.
 */
final class PreparationDisplay implements PreparationProgress, AutoCloseable {
  /** Steps of the display for one piece. */
  private static final int STEPS = 200;

  private final int missing;
  private final int maxPrepare;
  private final ProgressDisplay display;
  private int pieces;

  /**
   * A display of so many pieces.
   *
   * @param maxPrepare pieces of one batch
   */
  PreparationDisplay(Console console, int missing, int maxPrepare) {
    this.missing = missing;
    this.maxPrepare = maxPrepare;
    this.display = ProgressDisplay.of(console, "preparing", (long) missing * STEPS);
    display.reached(0, "");
  }

  @Override
  public void linearLayers(int done, int of) {
    int batch = Math.min(maxPrepare, missing - pieces);
    display.reached(
        (long) pieces * STEPS + (long) batch * STEPS / 2 * done / Math.max(1, of),
        "linear layer %d of %d".formatted(done, of));
  }

  @Override
  public void pieces(int done, int of) {
    boolean endsBatch = done % maxPrepare == 0 || done == of;
    int begun = (done - 1) / maxPrepare * maxPrepare;
    int batch = Math.min(maxPrepare, missing - begun);
    long linear = (long) (begun + batch) * STEPS / 2;
    display.reached(linear + (long) done * STEPS / 2, "%d of %d pieces".formatted(done, of));
    pieces = endsBatch ? done : pieces;
  }

  @Override
  public void close() {
    display.close();
  }
}
