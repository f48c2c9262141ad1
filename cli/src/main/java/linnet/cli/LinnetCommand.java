// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import linnet.report.RunDirectory;
import linnet.report.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command: parses, calls one service, prints. */
abstract class LinnetCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Spec private @Nullable CommandSpec spec;

  LinnetCommand(Console console) {
    this.console = console;
  }

  /** Does the work; failures are exceptions that {@link Failures} turns into exit codes. */
  abstract void run();

  @Override
  public final Integer call() {
    console.configure(common.json, common.quiet, common.verbose);
    Logging.configure(common.quiet, common.verbose);
    run();
    Interruption.over();
    return ExitCode.OK.code();
  }

  /** What picocli knows about this command. */
  final CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }

  final Console console() {
    return console;
  }

  final Workspace workspace() {
    return new Workspace(common.workspace);
  }

  final RunDirectory run(String nameOrPath) {
    return workspace().find(nameOrPath);
  }
}
