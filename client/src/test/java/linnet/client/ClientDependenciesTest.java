// SPDX-License-Identifier: Apache-2.0
package linnet.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What comes with the client library: little, and nothing native. */
class ClientDependenciesTest {
  private static final long MOST_BYTES = 12_000_000;

  /** Modules of this build may still be folders of classes; all else is jars. */
  private static List<Path> dependencies() throws IOException {
    String line = Files.readString(Path.of("target", "runtime-class-path")).strip();
    return Stream.of(line.split(File.pathSeparator)).map(Path::of).toList();
  }

  @Test
  void noneIsOfTheNativeLibraries() throws IOException {
    List<String> names = dependencies().stream().map(Path::toString).toList();
    assertThat(names)
        .hasSizeGreaterThan(4)
        .anyMatch(name -> name.contains("bcprov"))
        .noneMatch(name -> name.matches("(?i).*(torch|javacpp|bytedeco|sqlite|openblas|cuda).*"));
  }

  @Test
  void noneHoldsNativeCode() throws IOException {
    for (Path path : dependencies()) {
      assertThat(entries(path)).as(path.toString()).isNotEmpty();
      assertThat(entries(path))
          .as(path.toString())
          .noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)(\\.\\d+)*"));
    }
  }

  @Test
  void allTogetherIsSmall() throws IOException {
    long bytes = 0;
    for (Path path : dependencies()) {
      bytes += size(path);
    }
    System.out.printf("the client's dependencies: %,d bytes%n", bytes);
    assertThat(bytes).isBetween(1_000_000L, MOST_BYTES);
  }

  private static List<String> entries(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        return files.map(Path::toString).toList();
      }
    }
    try (ZipFile jar = new ZipFile(path.toFile())) {
      return jar.stream().map(entry -> entry.getName()).toList();
    }
  }

  private static long size(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return Files.size(path);
    }
    try (Stream<Path> files = Files.walk(path)) {
      long bytes = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
