// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.training.loop.TrainingRecords;

/**
 * Keeps runs of different settings apart: what a run was asked for stands beside its checkpoints,
 * and checkpoints of other settings, which would lead to another result, are refused.
 */
public final class RunSettings {
  private RunSettings() {}

  /**
   * Claims a folder of checkpoints for a run, new or to go on with.
   *
   * @param name of the run, also that of the file: {@code NAME-settings.txt}
   * @throws InputException if the folder belongs to a run of this name with other settings
   */
  public static void claim(TrainingRecords records, String name, Map<String, String> settings) {
    String wanted =
        new TreeMap<>(settings)
            .entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue() + "\n")
                .collect(Collectors.joining());
    Path file = records.checkpoints().folder().resolve(name + "-settings.txt");
    if (!Files.exists(file)) {
      AtomicFiles.writeText(file, wanted);
    } else if (!wanted.equals(read(file))) {
      throw new InputException(
          "The checkpoints in %s belong to an interrupted run with other settings (see %s there); give those again to go on, or --restart to discard it."
              .formatted(records.checkpoints().folder(), file.getFileName()));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputException("%s could not be read; check its permissions.".formatted(file), e);
    }
  }
}
