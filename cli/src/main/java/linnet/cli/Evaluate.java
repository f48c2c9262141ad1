// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet evaluate}: accuracy on test images, floating and fixed point. */
@Command(
    name = "evaluate",
    description = {
      "Measures the accuracy of a run's classifiers on the test images: in floating point, and on"
          + " exactly the integers that the private protocol computes.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet evaluate first",
      "  linnet evaluate first --bundle student --fixed-point-images 200 --json",
    })
final class Evaluate extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run.")
  private String run = "";

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Use the first N test images only (default: all).",
      defaultValue = "0")
  private int images;

  Evaluate(Console console) {
    super(console);
  }

  @Override
  void run() {
    throw new linnet.network.InputException("evaluate " + run + images);
  }
}
