// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import picocli.CommandLine.Command;

/** {@code linnet material}: the commands on stores of one-time material. */
@Command(
    name = "material",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Looks after a store of one-time material: what was prepared ahead for private inference.",
      "Needs no key: the pieces stay closed.",
    },
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  linnet material ls", "  linnet material gc --older-than 30d --dry-run"})
final class MaterialGroup {
  /** Where the material is unless {@code --store} says otherwise: a client's store. */
  static final String DEFAULT_STORE = MaterialFolder.OF_CLIENT;
}
