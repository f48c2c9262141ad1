// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;

/**
 * The folder that holds one directory per run.
 *
 * @param folder created with the first run
 */
public record Workspace(Path folder) {
  /** Where runs are kept unless another folder is asked for. */
  public static final String DEFAULT = "linnet-runs";

  /**
   * Makes the directory of a new run.
   *
   * @throws InputException if the name is taken or is no plain file name
   */
  public RunDirectory create(String name) {
    requireName(name);
    Path path = folder.resolve(name);
    if (Files.exists(path)) {
      throw new InputException(
          "The run %s already exists in %s; choose another name, or continue it with --resume."
              .formatted(name, folder));
    }
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw AtomicFiles.failure(path, e);
    }
    return new RunDirectory(path);
  }

  /** Makes the directory of a new run called {@code prefix-N}, N the first number that is free. */
  public RunDirectory createNumbered(String prefix) {
    int number = 1;
    while (Files.exists(folder.resolve(prefix + "-" + number))) {
      number++;
    }
    return create(prefix + "-" + number);
  }

  /** The run of this name in the workspace, or at this path; empty if there is none. */
  public Optional<RunDirectory> lookUp(String nameOrPath) {
    try {
      Path named = folder.resolve(nameOrPath);
      if (RunDirectory.isRun(named)) {
        return Optional.of(new RunDirectory(named));
      }
      Path path = Path.of(nameOrPath);
      return RunDirectory.isRun(path) ? Optional.of(new RunDirectory(path)) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty(); // no file could bear this name, so no run does
    }
  }

  /**
   * The run of this name in the workspace, or at this path.
   *
   * @throws InputException naming the runs there are
   */
  public RunDirectory find(String nameOrPath) {
    return lookUp(nameOrPath)
        .orElseThrow(
            () ->
                new InputException(
                    "There is no run called %s in %s, and no run at that path; %s."
                        .formatted(nameOrPath, folder, hint())));
  }

  /** Names of all runs, sorted. */
  public List<String> runs() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var paths = Files.list(folder)) {
      return paths
          .filter(RunDirectory::isRun)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException(
          "The workspace %s cannot be read; check its permissions.".formatted(folder), e);
    }
  }

  private String hint() {
    List<String> runs = runs();
    return runs.isEmpty()
        ? "make one with train or quickstart"
        : "the runs are " + String.join(", ", runs);
  }

  private static void requireName(String name) {
    if (!PlainName.is(name)) {
      throw new InputException(
          "A run cannot be called \"%s\"; %s.".formatted(name, PlainName.ADVICE));
    }
  }
}
