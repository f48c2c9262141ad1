// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.Command;

/** The program without a command: explains itself. */
@Command(
    name = "linnet",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Cuts the ReLUs of an image classifier to a budget, and serves it by two-party private"
          + " inference: the server does not see the image, the client does not see the weights.",
    },
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet quickstart                        everything, on an embedded data set, in minutes",
      "  linnet train --data DIR --network resnet18 --width 16 --epochs 10 --run first",
      "  linnet linearize first --relus 14000",
      "  linnet serve first --port 7000",
      "  linnet infer --server localhost:7000 image.png",
      "",
      "Results go to standard output, progress and messages to standard error.",
      "Help on a command: linnet COMMAND --help",
    })
final class Linnet {}
