// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linnet quickstart}: the whole way on an embedded data set. */
@Command(
    name = "quickstart",
    description = {
      "Does everything once on an embedded data set, in minutes: trains a teacher, cuts its ReLUs"
          + " to 10 %% (and, to compare, by SENet and at random), then starts a server and a client"
          + " as two processes and makes private predictions for held-out images.",
      "Ends with a table and an HTML report.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet quickstart",
      "  linnet quickstart --seed 2 --json > facts.json",
    })
final class Quickstart extends LinnetCommand {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights, order and masks (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  Quickstart(Console console) {
    super(console);
  }

  @Override
  void run() {
    throw new linnet.network.InputException("quickstart " + seed);
  }
}
