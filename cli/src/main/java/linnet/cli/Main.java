// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Locale;

/** The {@code linnet} program. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with an {@link ExitCode}. */
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // figures look the same everywhere
    int code = CommandTree.of(Console.ofProcess()).execute(arguments);
    System.exit(code);
  }
}
