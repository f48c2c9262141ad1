// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import linnet.network.InputException;

/** Reading files with failures as sentences that name the file. */
final class DataFiles {
  /** Largest array that every Java runtime can make. */
  static final int LARGEST = Integer.MAX_VALUE - 8;

  private DataFiles() {}

  static byte[] readAll(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw new InputException(
            "%s is larger than 2 GiB; no such file is expected.".formatted(file));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static InputStream stream(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Entries of a folder sorted by name, so that every machine sees the same order. */
  static List<Path> sorted(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  static InputException unreadable(Object file, IOException cause) {
    return new InputException(
        "%s could not be read (%s); check that it exists, is complete and may be read."
            .formatted(file, cause.getClass().getSimpleName() + ": " + cause.getMessage()),
        cause);
  }
}
