// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import linnet.crypto.random.EntropySource;
import linnet.inference.protocol.ClientSettings;
import linnet.material.MaterialKey;
import linnet.material.SqliteMaterialStore;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;

/** A party's durable store of material, with its key beside it. */
final class MaterialFolder {
  /** Where clients keep theirs unless told otherwise. */
  static final String OF_CLIENT = "linnet-material/client";

  /** Where servers keep theirs unless told otherwise. */
  static final String OF_SERVER = "linnet-material/server";

  private static final String NAME_FILE = "client-name";

  private MaterialFolder() {}

  /**
   * Opens a store; folder and key are made when they are first used.
   *
   * @param key file of the key; empty for the one beside the folder
   */
  static SqliteMaterialStore open(Path folder, Optional<Path> key) {
    MaterialKey secret =
        key.isPresent()
            ? MaterialKey.load(key.get())
            : MaterialKey.loadOrCreate(MaterialKey.defaultPath(folder));
    return SqliteMaterialStore.open(folder, secret);
  }

  /** The name by which servers know the client of this store again; drawn at the first use. */
  static String clientName(Path folder) {
    Path file = folder.resolve(NAME_FILE);
    try {
      if (!Files.exists(file)) {
        AtomicFiles.writeText(file, ClientSettings.newName(EntropySource.secure()) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new InputException(
          "The file %s with this client's name cannot be read.".formatted(file), e);
    }
  }
}
