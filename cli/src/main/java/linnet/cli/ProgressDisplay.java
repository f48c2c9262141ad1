// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

/** Shows how far one piece of work has come, on standard error. */
interface ProgressDisplay extends AutoCloseable {
  /**
   * Where the work stands now.
   *
   * @param step steps done
   * @param remark a few words, such as the speed
   */
  void reached(long step, String remark);

  /** Ends the display. */
  @Override
  void close();

  /** The display that suits a console: a bar for a person, lines for a file, nothing if quiet. */
  static ProgressDisplay of(Console console, String work, long steps) {
    if (console.isQuiet()) {
      return new Silence();
    }
    return console.isTerminal()
        ? new ProgressBarDisplay(console.err(), work, steps)
        : new ProgressLines(console.err(), work, steps, System::nanoTime);
  }

  /** Shows nothing. */
  record Silence() implements ProgressDisplay {
    @Override
    public void reached(long step, String remark) {}

    @Override
    public void close() {}
  }
}
