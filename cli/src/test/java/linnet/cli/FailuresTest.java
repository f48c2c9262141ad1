// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import linnet.crypto.channel.AddressException;
import linnet.crypto.channel.CredentialException;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.channel.PeerException;
import linnet.inference.protocol.MissingMaterialException;
import linnet.inference.protocol.RefusedException;
import linnet.network.BudgetException;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailuresTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
  private final Console console = new Console(stream, stream, false);

  static Stream<Arguments> failures() {
    return Stream.of(
        arguments(new InputException("A file is bad."), ExitCode.INPUT),
        arguments(new BudgetException("Too much."), ExitCode.BUDGET),
        arguments(new PeerException("Gone."), ExitCode.PEER),
        arguments(new AddressException("In use."), ExitCode.PEER),
        arguments(new MismatchException("Other plan."), ExitCode.MISMATCH),
        arguments(new CredentialException("Expired."), ExitCode.INPUT),
        arguments(new RefusedException("Used up."), ExitCode.REFUSED),
        arguments(new MissingMaterialException("None left."), ExitCode.MATERIAL),
        arguments(new DisagreementException("Other."), ExitCode.DISAGREEMENT),
        arguments(
            new UncheckedIOException(new IOException("No space left on device")), ExitCode.INPUT),
        arguments(new IllegalStateException("a\nb"), ExitCode.INTERNAL));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void everyFailureIsOneLineAndAnExitCode(Exception failure, ExitCode expected) {
    int code = handle(failure);

    assertThat(code).isEqualTo(expected.code());
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .singleElement()
        .asString()
        .startsWith("linnet: ")
        .doesNotContain("\tat ");
  }

  @Test
  void aFullDiskIsCalledOne() {
    handle(new UncheckedIOException(new IOException("No space left on device")));

    assertThat(written.toString(StandardCharsets.UTF_8)).contains("The disk is full");
  }

  @Test
  void detailsAreShownOnlyWhenAskedFor() {
    console.configure(false, false, true);
    handle(new IllegalStateException("broken"));

    assertThat(written.toString(StandardCharsets.UTF_8)).contains("at linnet.cli");
  }

  private int handle(Exception failure) {
    CommandLine line = CommandTree.of(console);
    return new Failures(console)
        .handleExecutionException(failure, line, line.parseArgs("inspect", "x"));
  }
}
