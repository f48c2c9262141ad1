// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with percentage and remaining time that redraws its line. */
final class ProgressBarDisplay implements ProgressDisplay {
  private static final int WIDTH = Integer.getInteger("linnet.columns", 80) - 1;

  private final ProgressBar bar;

  ProgressBarDisplay(PrintStream err, String work, long steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(work)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(250)
            .setConsumer(new Line(err))
            .build();
  }

  @Override
  public void reached(long step, String remark) {
    bar.stepTo(step);
    bar.setExtraMessage(" " + remark);
  }

  @Override
  public void close() {
    bar.close();
  }

  /** The library's own consumers load a terminal library, which this needs not. */
  private record Line(PrintStream err) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String rendered) {
      err.print("\r" + rendered);
      err.flush();
    }

    @Override
    public void close() {
      err.println();
    }
  }
}
