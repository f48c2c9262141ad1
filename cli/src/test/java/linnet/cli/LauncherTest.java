// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, with a Java runtime that prints how it was called. */
class LauncherTest {
  private static final String SAYS_HOW_IT_WAS_CALLED =
      """
      #!/bin/sh
      printf '%s\\n' "$@"
      env | grep -e MALLOC -e OPENBLAS
      """;

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void checkout() throws IOException {
    home = folder.resolve("first");
    Files.createDirectories(program());
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("cli/pom.xml"));
    Files.createFile(program().resolve("complete"));
    Path script = home.resolve("linnet");
    Files.copy(Path.of("..", "linnet"), script);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Path java = folder.resolve("jdk/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, SAYS_HOW_IT_WAS_CALLED);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
  }

  private Path program() {
    return home.resolve("cli/target/linnet");
  }

  private List<String> run(Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(home.resolve("linnet").toString(), "inspect", "a b")
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeIf(name -> name.startsWith("MALLOC"));
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().putAll(environment);
    try (var out = builder.start().inputReader()) {
      return out.lines().toList();
    }
  }

  private static Path archive(List<String> lines) {
    String option = "-XX:SharedArchiveFile=";
    return lines.stream()
        .filter(line -> line.startsWith(option))
        .map(line -> Path.of(line.substring(option.length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws IOException {
    assertThat(run(Map.of())).containsSequence("linnet.cli/linnet.cli.Main", "inspect", "a b");
  }

  @Test
  void aProgramThatWasMovedHasAnotherArchiveAndLosesTheOldOne() throws IOException {
    Path before = archive(run(Map.of()));
    Files.createFile(before);
    assertThat(archive(run(Map.of()))).as("not moved yet").isEqualTo(before);
    assertThat(before).exists();
    Path kept = home;
    home = Files.move(kept, folder.resolve("second"));

    Path after = archive(run(Map.of()));

    assertThat(after.getParent()).isEqualTo(program());
    assertThat(after.getFileName()).isNotEqualTo(before.getFileName());
    assertThat(program().resolve(before.getFileName())).doesNotExist();
  }

  @Test
  void theArchiveOfAnOlderBuildIsRemoved() throws IOException {
    Path archive = archive(run(Map.of()));
    Files.createFile(archive);
    Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));

    run(Map.of());

    assertThat(archive).doesNotExist();
  }

  @Test
  void settingsOfTheAllocatorHoldUnlessTheUserHasOthers() throws IOException {
    assertThat(run(Map.of()))
        .contains(
            "OPENBLAS_NUM_THREADS=1",
            "MALLOC_MMAP_THRESHOLD_=1073741824",
            "MALLOC_TRIM_THRESHOLD_=4294967296",
            "MALLOC_TOP_PAD_=67108864");
    assertThat(run(Map.of("MALLOC_TOP_PAD_", "0"))).contains("MALLOC_TOP_PAD_=0");
  }
}
