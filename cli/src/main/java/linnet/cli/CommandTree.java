// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** All commands, and what they have in common. */
final class CommandTree {
  private CommandTree() {}

  /** The command line on a console, ready to execute arguments. */
  static CommandLine of(Console console) {
    CommandLine root = new CommandLine(new Linnet());
    for (LinnetCommand command : commands(console)) {
      root.addSubcommand(command);
    }
    root.addSubcommand(
        new CommandLine(new MaterialGroup())
            .addSubcommand(new MaterialList(console))
            .addSubcommand(new MaterialGarbage(console)));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setOut(writer(console.out()));
    root.setErr(writer(console.err()));
    root.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console)));
    Failures failures = new Failures(console);
    root.setParameterExceptionHandler(failures);
    root.setExecutionExceptionHandler(failures);
    root.setExitCodeExceptionMapper(failure -> ExitCode.INTERNAL.code());
    describeExitCodes(root);
    return root;
  }

  private static List<LinnetCommand> commands(Console console) {
    return List.of(
        new Quickstart(console),
        new Train(console),
        new Sensitivity(console),
        new Linearize(console),
        new Sweeping(console),
        new Reproduce(console),
        new Evaluate(console),
        new Inspect(console),
        new Estimate(console),
        new Serve(console),
        new Prepare(console),
        new Infer(console),
        new Benchmarking(console),
        new Certificates(console));
  }

  private static void describeExitCodes(CommandLine root) {
    root.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(ExitCode.list());
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  private static Ansi ansi(Console console) {
    boolean plain = !console.isTerminal() || System.getenv("NO_COLOR") != null;
    return plain ? Ansi.OFF : Ansi.ON;
  }
}
