// SPDX-License-Identifier: Apache-2.0
package linnet.network.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {
  @TempDir Path folder;

  @Test
  void aFailedWriteLeavesTheOldContentAndNoLitter() throws IOException {
    Path file = folder.resolve("a/file");
    AtomicFiles.writeText(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFiles.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("The disk is full")
        .hasMessageContaining("unchanged");
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder.resolve("a"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aReallyFullDeviceIsSaidAndLosesNothing() throws IOException {
    Path file = folder.resolve("file");
    AtomicFiles.writeText(file, "old");
    Files.createSymbolicLink(folder.resolve("file.part"), Path.of("/dev/full"));
    assertThatThrownBy(() -> AtomicFiles.writeText(file, "new"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("The disk is full");
    assertThat(file).hasContent("old");
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
    Files.writeString(folder.resolve("plain"), "a file");
    assertThatThrownBy(() -> AtomicFiles.writeText(folder.resolve("plain/x"), "text"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("could not be written");
  }
}
