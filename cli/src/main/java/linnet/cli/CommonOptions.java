// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import linnet.report.Workspace;
import picocli.CommandLine.Option;

/** Options that every command has. */
final class CommonOptions {
  @Option(
      names = "--json",
      description = "Print the result as one JSON document on standard output.",
      order = 100)
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no notes; warnings and errors only.",
      order = 101)
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "More detail in messages, and stack traces of errors.",
      order = 102)
  boolean verbose;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "Folder that holds one directory per run (default: ${DEFAULT-VALUE}).",
      defaultValue = Workspace.DEFAULT,
      order = 103)
  Path workspace = Path.of(Workspace.DEFAULT);

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.",
      order = 104)
  boolean help;
}
