// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON files of a run. */
public final class JsonFiles {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFiles() {}

  static <T> T read(Path file, Class<T> type, T ifMissing) {
    return read(file, type).orElse(ifMissing);
  }

  /**
   * Reads a record; nothing if the file does not exist.
   *
   * @throws InputException in one sentence if it is corrupt
   */
  public static <T> Optional<T> read(Path file, Class<T> type) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(Files.readString(file), type));
    } catch (IOException | JacksonException e) {
      throw new InputException(
          "%s is corrupt; delete it, and the figures in it are measured again when needed."
              .formatted(file),
          e);
    }
  }

  /** Writes a record atomically. */
  public static void write(Path file, Object value) {
    AtomicFiles.writeText(file, MAPPER.writeValueAsString(value) + "\n");
  }
}
