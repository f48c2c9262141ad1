// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.crypto.channel.CredentialException;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.ProtocolException;
import linnet.inference.protocol.MissingMaterialException;
import linnet.inference.protocol.RefusedException;
import linnet.network.BudgetException;
import linnet.network.LinnetException;
import linnet.network.files.AtomicFiles;
import linnet.training.parallel.LostProcessException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The one place where a failure becomes a sentence on standard error and an {@link ExitCode}. A
 * stack trace is shown with {@code -v} only.
 */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    console.failure(oneLine(failure.getMessage()) + suggestion(failure));
    console.note(
        "Try: %s --help".formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.USAGE.code();
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    if (failure instanceof ParameterException usage) {
      return handleParseException(usage, new String[0]);
    }
    Interruption.over();
    ExitCode code = codeOf(failure);
    console.failure(sentence(failure, code));
    console.details(failure);
    return code.code();
  }

  static ExitCode codeOf(Throwable failure) {
    return switch (failure) {
      case BudgetException budget -> ExitCode.BUDGET;
      case LinnetException input -> ExitCode.INPUT;
      case MismatchException mismatch -> ExitCode.MISMATCH;
      case CredentialException own -> ExitCode.INPUT;
      case ProtocolException peer -> ExitCode.PEER;
      case LostProcessException lost -> ExitCode.PEER;
      case RefusedException refused -> ExitCode.REFUSED;
      case MissingMaterialException missing -> ExitCode.MATERIAL;
      case DisagreementException disagreement -> ExitCode.DISAGREEMENT;
      case IrreproducibleException different -> ExitCode.IRREPRODUCIBLE;
      default -> AtomicFiles.isDiskFull(failure) ? ExitCode.INPUT : ExitCode.INTERNAL;
    };
  }

  private String sentence(Throwable failure, ExitCode code) {
    if (code != ExitCode.INTERNAL) {
      return AtomicFiles.isDiskFull(failure) && !(failure instanceof LinnetException)
          ? "The disk is full; free some space and run the command again, nothing written before is lost."
          : oneLine(String.valueOf(failure.getMessage()));
    }
    String what = failure.getClass().getSimpleName() + ": " + failure.getMessage();
    return "internal error (%s); this is a defect of Linnet%s."
        .formatted(oneLine(what), console.isVerbose() ? "" : ", run with -v to see the details");
  }

  private static String suggestion(ParameterException failure) {
    if (failure instanceof CommandLine.UnmatchedArgumentException unmatched) {
      var suggestions = unmatched.getSuggestions();
      return suggestions.isEmpty() ? "" : ". Did you mean %s?".formatted(suggestions.getFirst());
    }
    return "";
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ");
  }
}
