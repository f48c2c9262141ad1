// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart",
        "train",
        "sensitivity",
        "linearize",
        "sweep",
        "reproduce",
        "evaluate",
        "inspect",
        "estimate",
        "benchmark",
        "serve",
        "prepare",
        "infer",
        "certificates",
        "material ls",
        "material gc"
      })
  void everyCommandExplainsItselfWithAnExample(String command) {
    CommandRun help = CommandRun.of((command + " --help").split(" "));

    assertThat(help.code()).isZero();
    assertThat(help.out())
        .contains("Usage: linnet " + command)
        .containsPattern("Examples?:\\R  linnet " + command)
        .contains("--json")
        .contains("--quiet")
        .contains("--verbose");
    assertThat(help.err()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void theProgramsHelpListsEveryExitCode(ExitCode code) {
    String firstWord = code.meaning().split("[ ,:;]", 2)[0];

    assertThat(CommandRun.of("--help").out())
        .containsPattern("(?m)^  %d +%s".formatted(code.code(), firstWord));
  }

  @Test
  void theVersionIsTheBuilds() {
    assertThat(CommandRun.of("--version").out()).containsPattern("linnet \\d+\\.\\d+\\.\\d+");
  }

  @Test
  void aMistypedCommandIsCorrected() {
    CommandRun run = CommandRun.of("linearise");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.failures()).singleElement().asString().contains("Did you mean linearize?");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aMistypedOptionIsCorrected() {
    CommandRun run = CommandRun.of("train", "--epoch", "3");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.failures()).singleElement().asString().contains("--epochs");
  }

  @Test
  void noCommandIsWrongUsage() {
    assertThat(CommandRun.of().code()).isEqualTo(ExitCode.USAGE.code());
  }
}
