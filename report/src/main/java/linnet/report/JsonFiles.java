// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Records as JSON files of a run. */
final class JsonFiles {
  static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private JsonFiles() {}

  static <T> T read(Path file, Class<T> type, T ifMissing) {
    if (!Files.exists(file)) {
      return ifMissing;
    }
    try {
      return MAPPER.readValue(Files.readString(file), type);
    } catch (IOException | JacksonException e) {
      throw new InputException(
          "%s is corrupt; delete it, and the figures in it are measured again when needed."
              .formatted(file),
          e);
    }
  }

  static void write(Path file, Object value) {
    AtomicFiles.writeText(file, MAPPER.writeValueAsString(value) + "\n");
  }
}
