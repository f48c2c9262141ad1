// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import linnet.material.Housekeeping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linnet material ls}: what a store holds. */
@Command(
    name = "ls",
    description = "Lists a store's pools: for which peer and plan, how many pieces are left.",
    footerHeading = "%nExamples:%n",
    footer = {"  linnet material ls", "  linnet material ls --store linnet-material/server --json"})
final class MaterialList extends LinnetCommand {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The store's folder (default: ${DEFAULT-VALUE}; servers keep theirs in "
              + MaterialFolder.OF_SERVER
              + ").",
      defaultValue = MaterialGroup.DEFAULT_STORE)
  private Path store = Path.of(MaterialGroup.DEFAULT_STORE);

  MaterialList(Console console) {
    super(console);
  }

  @Override
  void run() {
    try (Housekeeping housekeeping = Housekeeping.open(store)) {
      MaterialListing listing = MaterialListing.of(store, housekeeping.pools());
      console().result(listing, listing.text());
    }
  }
}
