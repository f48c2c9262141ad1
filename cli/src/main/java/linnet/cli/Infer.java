// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet infer}: the image's side of private inference. */
@Command(
    name = "infer",
    description = {
      "Classifies images privately with a server: it sees neither the images nor the predictions.",
      "WARNING: in this version an insecure trusted dealer, inside the server's process, stands in"
          + " for the offline phase: a server that looks can read the images.",
    },
    footerHeading = "%nExample:%n",
    footer = "  linnet infer --server localhost:7000 image.png more-images/")
final class Infer extends LinnetCommand {
  @Parameters(
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "PNG or JPEG files, or folders of them.")
  private List<Path> images = List.of();

  @Option(
      names = "--server",
      paramLabel = "HOST:PORT",
      required = true,
      description = "Where linnet serve listens.")
  private String server = "";

  Infer(Console console) {
    super(console);
  }

  @Override
  void run() {
    throw new linnet.network.InputException("infer " + server + images);
  }
}
