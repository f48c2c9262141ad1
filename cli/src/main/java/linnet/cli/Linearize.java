// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet linearize}: from a teacher and a budget to a student. */
@Command(
    name = "linearize",
    description = {
      "Cuts the ReLUs of a run's teacher to a budget, exactly, and keeps the student in the run.",
      "A command that was interrupted continues from its last checkpoint when it is given again.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet linearize first --relus 14000",
      "  linnet linearize first --fraction 0.1 --method senet --as senet",
    })
final class Linearize extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run with a teacher.")
  private String run = "";

  @ArgGroup(multiplicity = "1")
  private Budget budget = new Budget();

  /** One of the two ways to give a budget. */
  static final class Budget {
    @Option(
        names = "--relus",
        paramLabel = "N",
        required = true,
        description = "The budget: how many units stay ReLUs.")
    int relus = -1;

    @Option(
        names = "--fraction",
        paramLabel = "P",
        required = true,
        description = "The budget as a fraction of the teacher's units, rounded down.")
    double fraction = Double.NaN;
  }

  Linearize(Console console) {
    super(console);
  }

  @Override
  void run() {
    throw new linnet.network.InputException("linearize " + run + budget.relus);
  }
}
