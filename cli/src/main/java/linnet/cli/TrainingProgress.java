// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;
import linnet.training.loop.EpochMetrics;
import linnet.training.loop.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Shows a training's phases one after the other, and remembers how fast they were. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final Console console;
  private final String work;
  private final List<EpochMetrics> epochs = new ArrayList<>();
  private String phase = "";
  private @Nullable ProgressDisplay display;

  /**
   * A display for one piece of work.
   *
   * @param work for example {@code teacher}; the phase's name is put after it
   */
  TrainingProgress(Console console, String work) {
    this.console = console;
    this.work = work;
  }

  @Override
  public void step(StepReport report) {
    ProgressDisplay current = displayOf(report);
    current.reached(
        report.progress().step(),
        "epoch %d/%d, loss %.3f, %,.0f images/s, %.0f %% idle"
            .formatted(
                report.epoch(),
                report.epochs(),
                report.loss(),
                report.imagesPerSecond(),
                100 * report.idleShare()));
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    epochs.add(metrics);
  }

  @Override
  public void notice(String sentence) {
    console.note(sentence);
  }

  @Override
  public void close() {
    if (display != null) {
      display.close();
      display = null;
    }
  }

  /** Mean speed over all epochs of this process, 0 if there were none. */
  double imagesPerSecond() {
    return epochs.stream().mapToDouble(EpochMetrics::imagesPerSecond).average().orElse(0);
  }

  private ProgressDisplay displayOf(StepReport report) {
    if (display == null || !phase.equals(report.phase())) {
      close();
      phase = report.phase();
      display = ProgressDisplay.of(console, work + " " + phase, report.progress().steps());
    }
    return display;
  }
}
