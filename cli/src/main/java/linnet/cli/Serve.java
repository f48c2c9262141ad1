// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet serve}: the weights' side of private inference. */
@Command(
    name = "serve",
    description = {
      "Compiles a run's classifier to a private program and serves it until Ctrl-C.",
      "The server never sees an image or a prediction; clients never see the weights.",
      "WARNING: in this version an insecure trusted dealer, inside the server's process, stands in"
          + " for the offline phase: a server that looks can read the images.",
    },
    footerHeading = "%nExample:%n",
    footer = "  linnet serve first --port 7000")
final class Serve extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN|BUNDLE", description = "A run, or a bundle's folder.")
  private String subject = "";

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "TCP port; 0 takes a free one (default: ${DEFAULT-VALUE}).",
      defaultValue = "7000")
  private int port;

  Serve(Console console) {
    super(console);
  }

  @Override
  void run() {
    throw new linnet.network.InputException("serve " + subject + port);
  }
}
