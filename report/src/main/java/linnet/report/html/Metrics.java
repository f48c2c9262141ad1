// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;

/**
 * What {@code metrics.jsonl} tells of the course of training.
 *
 * @param phases name of the phase to its epochs, both in the order of the file
 * @param unreadable lines that are no measurement, such as one cut short by a crash
 */
record Metrics(Map<String, List<Epoch>> phases, int unreadable) {

  /**
   * Reads the file; a missing one holds nothing.
   *
   * @throws InputException if it is there and cannot be read
   */
  static Metrics read(Path file) {
    Map<String, List<Epoch>> phases = new LinkedHashMap<>();
    int unreadable = 0;
    for (String line : lines(file)) {
      try {
        Epoch epoch = Epoch.parse(line);
        phases.computeIfAbsent(epoch.phase(), phase -> new ArrayList<>()).add(epoch);
      } catch (InputException e) {
        unreadable++; // told to the reader of the page, who loses one point of a curve
      }
    }
    return new Metrics(phases, unreadable);
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new InputException(
          "%s cannot be read as text; delete it to make the report without training curves."
              .formatted(file),
          e);
    }
  }
}
