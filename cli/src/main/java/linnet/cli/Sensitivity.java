// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet sensitivity}: what each site can spare, by sparse learning (SENet, stage 1). */
@Command(
    name = "sensitivity",
    description = {
      "Measures how much each ReLU site matters (SENet's first stage: sparse learning).",
      "The result is kept in the run and serves any budget that is asked for later.",
    },
    footerHeading = "%nExample:%n",
    footer = "  linnet sensitivity first --epochs 10")
final class Sensitivity extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run with a teacher.")
  private String run = "";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of sparse learning (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int epochs;

  @Option(
      names = "--density",
      paramLabel = "D",
      description = "Fraction of weights that stay (default: ${DEFAULT-VALUE}, the paper's).",
      defaultValue = "0.1")
  private double density;

  Sensitivity(Console console) {
    super(console);
  }

  @Override
  void run() {
    throw new linnet.network.InputException("sensitivity of " + run + epochs + density);
  }
}
