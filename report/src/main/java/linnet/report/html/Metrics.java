// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.InputException;
import linnet.report.RunDirectory;

/**
 * What the {@code metrics.jsonl} of a run tell of the course of training: the run's own, and those
 * of pieces of work that keep theirs in a folder of the run.
 *
 * @param phases name of the phase to its epochs, both in the order of the files
 * @param unreadable lines that are no measurement, such as one cut short by a crash
 */
record Metrics(Map<String, List<Epoch>> phases, int unreadable) {
  private static final int DEPTH = 4;

  /**
   * Reads the metrics of a run, which may have none.
   *
   * @throws InputException if a file is there and cannot be read
   */
  static Metrics of(RunDirectory run) {
    Map<String, List<Epoch>> phases = new LinkedHashMap<>();
    int unreadable = 0;
    for (Path file : files(run)) {
      for (String line : lines(file)) {
        try {
          Epoch epoch = Epoch.parse(line);
          String phase = Names.bundle(work(run, file)) + ": " + epoch.phase();
          phases.computeIfAbsent(phase, key -> new ArrayList<>()).add(epoch);
        } catch (InputException e) {
          unreadable++; // told to the reader of the page, who loses one point of a curve
        }
      }
    }
    return new Metrics(phases, unreadable);
  }

  /** The run's own file first, then the student's, then the others by path. */
  private static List<Path> files(RunDirectory run) {
    Path name = run.metricsFile().getFileName();
    try (var paths = Files.walk(run.path(), DEPTH)) {
      return paths
          .filter(path -> path.getFileName().equals(name))
          .sorted(
              Comparator.comparingInt(Path::getNameCount)
                  .thenComparing(path -> !work(run, path).equals(RunDirectory.STUDENT))
                  .thenComparing(path -> path))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(
          "The run %s cannot be read; check its permissions.".formatted(run.path()), e);
    }
  }

  /** What was worked on: the teacher in the run's own file, else what the file's folder is for. */
  private static String work(RunDirectory run, Path file) {
    Path inRun = run.path().relativize(file);
    int folder = inRun.getNameCount() - 2;
    return folder < 0 ? RunDirectory.TEACHER : inRun.getName(folder).toString();
  }

  private static List<String> lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.filter(line -> !line.isBlank()).toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputException(
          "%s cannot be read as text; delete it to make the report without training curves."
              .formatted(file),
          e);
    }
  }
}
