// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import linnet.network.InputException;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.BundleFiles;

/**
 * One run on disk, which is the truth about it: {@code config.yaml}, {@code env.json}, {@code
 * metrics.jsonl}, {@code results.json}, {@code checkpoints/}, a folder for each bundle ({@code
 * teacher}, {@code student}, …), {@code work/} with the metrics and checkpoints of each piece of
 * work on the teacher, and {@code report.html}. Every file but the metrics is replaced atomically.
 *
 * @param path the run's folder
 */
public record RunDirectory(Path path) {
  /** Name of the all-ReLU network's bundle. */
  public static final String TEACHER = "teacher";

  /** Name of the linearized network's bundle. */
  public static final String STUDENT = "student";

  private static final String CONFIGURATION = "config.yaml";

  /** Whether the folder holds a run: it has a {@code config.yaml}. */
  public static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIGURATION));
  }

  /** The run's name: that of its folder. */
  public String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Where training writes one JSON object per epoch. */
  public Path metricsFile() {
    return path.resolve("metrics.jsonl");
  }

  /** Folder of one piece of work on the teacher, such as a student's making. */
  public Path workFolder(String work) {
    return path.resolve("work").resolve(work);
  }

  /** Where a measured ReLU sensitivity is kept. */
  public Path sensitivityFile() {
    return path.resolve("sensitivity.json");
  }

  /** Whether a piece of work was begun and did not end. */
  public boolean hasCheckpoints(String work) {
    return Files.exists(checkpoints(work));
  }

  /** Removes what only unfinished work needs; its metrics stay. */
  public void discardCheckpoints(String work) {
    try {
      if (hasCheckpoints(work)) {
        deleteTree(checkpoints(work));
      }
    } catch (IOException e) {
      throw new InputException(
          "%s cannot be removed; check its permissions.".formatted(checkpoints(work)), e);
    }
  }

  /** Folder of the checkpoints of one piece of work on the teacher. */
  public Path checkpoints(String work) {
    return workFolder(work).resolve("checkpoints");
  }

  private static void deleteTree(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Where the HTML report is written. */
  public Path reportFile() {
    return path.resolve("report.html");
  }

  /** Folder of a bundle of this run, whether it exists or not. */
  public Path bundleFolder(String name) {
    return path.resolve(name);
  }

  /** Whether the run has a bundle of this name. */
  public boolean hasBundle(String name) {
    return BundleFiles.isBundle(bundleFolder(name));
  }

  /**
   * Reads a bundle of this run; {@code NAME@WIDTH} gives the bundle at one of its narrower widths.
   *
   * @throws InputException if there is none of this name (saying which there are), it does not have
   *     the width, or it is corrupt
   */
  public Bundle bundle(String name) {
    ClassifierName classifier = ClassifierName.parse(name);
    String stored = classifier.bundle();
    if (!hasBundle(stored)) {
      throw new InputException(
          "The run %s has no bundle called %s; %s.".formatted(name(), stored, hint(stored)));
    }
    Bundle bundle = BundleFiles.read(bundleFolder(stored));
    return classifier.isFull() ? bundle : bundle.at(classifier.width());
  }

  /** Writes a bundle of this run, replacing an older one of this name. */
  public void writeBundle(String name, Bundle bundle) {
    BundleFiles.write(bundleFolder(name), bundle);
  }

  /** Names of the bundles that the run has: teacher, student, then the others by name. */
  public List<String> bundles() {
    try (var paths = Files.list(path)) {
      List<String> names =
          new ArrayList<>(
              paths.filter(BundleFiles::isBundle).map(p -> p.getFileName().toString()).toList());
      names.sort(Comparator.comparingInt(RunDirectory::rank).thenComparing(name -> name));
      return List.copyOf(names);
    } catch (IOException e) {
      throw new InputException(
          "The run %s cannot be read; check its permissions.".formatted(path), e);
    }
  }

  /** The student's name if the run has one, else the teacher's. */
  public String newestBundle() {
    return hasBundle(STUDENT) ? STUDENT : TEACHER;
  }

  /** What was asked for, command by command. */
  public RunConfiguration configuration() {
    return RunConfiguration.read(path.resolve(CONFIGURATION));
  }

  /** Replaces the configuration; writing it makes the folder a run. */
  public void writeConfiguration(RunConfiguration configuration) {
    configuration.write(path.resolve(CONFIGURATION));
  }

  /** The figures measured so far. */
  public RunResults results() {
    return RunResults.read(path.resolve("results.json"));
  }

  /** Replaces the figures. */
  public void writeResults(RunResults results) {
    results.write(path.resolve("results.json"));
  }

  /** The machine that the run was made on, or this machine if that was never written. */
  public Environment environment() {
    return Environment.read(path.resolve("env.json"));
  }

  /** Records this machine. */
  public void writeEnvironment(Environment environment) {
    environment.write(path.resolve("env.json"));
  }

  private String hint(String wanted) {
    List<String> there = bundles();
    if (there.isEmpty()) {
      return "its training has not ended, so continue it with train --resume " + name();
    }
    return (wanted.equals(STUDENT) ? "make one with linearize " + name() + ", or use " : "it has ")
        + String.join(", ", there);
  }

  private static int rank(String bundle) {
    return switch (bundle) {
      case TEACHER -> 0;
      case STUDENT -> 1;
      default -> 2;
    };
  }
}
