// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.PrintStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where a command's words go: results to standard output, everything else to standard error. With
 * {@code --json} exactly one JSON document goes to standard output.
 */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private boolean json;
  private boolean quiet;
  private boolean verbose;

  /**
   * A console on these streams.
   *
   * @param terminal whether a person watches {@code err}, so that lines may be redrawn
   */
  Console(PrintStream out, PrintStream err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** This process's streams; the launcher says whether standard error is a terminal. */
  static Console ofProcess() {
    return new Console(System.out, System.err, Boolean.getBoolean("linnet.terminal"));
  }

  void configure(boolean asJson, boolean silent, boolean detailed) {
    json = asJson;
    quiet = silent;
    verbose = detailed;
  }

  /** The result of a command: the record as JSON with {@code --json}, else the text. */
  void result(Object result, String text) {
    out.println(json ? toJson(result) : text.stripTrailing());
    out.flush();
  }

  /** Something worth knowing on the way; silent with {@code --quiet}. */
  void note(String line) {
    if (!quiet) {
      err.println(line);
    }
  }

  /** Something that nobody may miss, {@code --quiet} or not. */
  void warning(String line) {
    err.println("WARNING: " + line);
  }

  /** The one sentence that explains a failure. */
  void failure(String sentence) {
    err.println("linnet: " + sentence);
  }

  /** Technical details of a failure, shown with {@code -v}. */
  void details(Throwable cause) {
    if (verbose) {
      cause.printStackTrace(err);
    }
  }

  boolean isVerbose() {
    return verbose;
  }

  boolean isQuiet() {
    return quiet;
  }

  boolean isJson() {
    return json;
  }

  /** Whether progress may redraw its line. */
  boolean isTerminal() {
    return terminal;
  }

  PrintStream out() {
    return out;
  }

  PrintStream err() {
    return err;
  }

  private static String toJson(Object result) {
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsString(result);
  }
}
