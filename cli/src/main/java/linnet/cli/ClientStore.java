// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.Optional;
import linnet.inference.material.MaterialStore;
import linnet.inference.protocol.ClientSettings;
import picocli.CommandLine.Option;

/** Options of a client's durable store. */
final class ClientStore {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Folder where prepared material waits (default: ${DEFAULT-VALUE}).",
      defaultValue = MaterialFolder.OF_CLIENT)
  private Path folder = Path.of(MaterialFolder.OF_CLIENT);

  @Option(
      names = "--store-key",
      paramLabel = "FILE",
      description =
          "Key under which it lies there (default: a file beside the folder, made when needed).")
  private Optional<Path> key = Optional.empty();

  /** Opens it; folder, key and the client's name are made when they are first used. */
  OpenStore open() {
    MaterialStore store = MaterialFolder.open(folder, key);
    try {
      return new OpenStore(
          ClientSettings.defaults().withStore(store, MaterialFolder.clientName(folder)));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Material in memory, lost in the end. */
  static OpenStore inMemory() {
    return new OpenStore(ClientSettings.defaults());
  }

  String description() {
    return folder.toString();
  }
}
