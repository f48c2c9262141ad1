// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  private static final String RESULTS = "results.json";
  private static final String ENVIRONMENT = "env.json";
  private static final String METRICS = "metrics.jsonl";
  private static final String REPORT = "report.html";
  private static final String SENSITIVITY = "sensitivity.json";
  private static final String WORK = "work";
  private static final String CHECKPOINTS = "checkpoints";

  /** What else a run's folder holds, and the work that is no bundle's. */
  private static final Set<String> TAKEN =
      Set.of(
          CONFIGURATION,
          RESULTS,
          ENVIRONMENT,
          METRICS,
          REPORT,
          SENSITIVITY,
          WORK,
          CHECKPOINTS,
          "sensitivity",
          "plans",
          "images",
          "cell.json");

  /** Whether the folder holds a run: it has a {@code config.yaml}. */
  public static boolean isRun(Path folder) {
    return Files.isRegularFile(folder.resolve(CONFIGURATION));
  }

  /**
   * Rejects a name that no new bundle can have: one that is not a plain file name, or that
   * something else in a run's folder has.
   *
   * @throws InputException saying which names are possible
   */
  public static void requireBundleName(String name) {
    if (!PlainName.is(name)) {
      throw new InputException(
          "A bundle cannot be called \"%s\"; %s.".formatted(name, PlainName.ADVICE));
    }
    if (TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      throw new InputException(
          "A bundle cannot be called %s, for a run's folder holds something else of that name; choose another name."
              .formatted(name));
    }
  }

  /** The run's name: that of its folder. */
  public String name() {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }

  /** Where training writes one JSON object per epoch. */
  public Path metricsFile() {
    return path.resolve(METRICS);
  }

  /** Folder of one piece of work on the teacher, such as a student's making. */
  public Path workFolder(String work) {
    return path.resolve(WORK).resolve(work);
  }

  /** Where a measured ReLU sensitivity is kept. */
  public Path sensitivityFile() {
    return path.resolve(SENSITIVITY);
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
    return workFolder(work).resolve(CHECKPOINTS);
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
    return path.resolve(REPORT);
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
    return RunResults.read(path.resolve(RESULTS));
  }

  /** Replaces the figures. */
  public void writeResults(RunResults results) {
    results.write(path.resolve(RESULTS));
  }

  /** The machine that the run was made on, or this machine if that was never written. */
  public Environment environment() {
    return Environment.read(path.resolve(ENVIRONMENT));
  }

  /** Records this machine. */
  public void writeEnvironment(Environment environment) {
    environment.write(path.resolve(ENVIRONMENT));
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
