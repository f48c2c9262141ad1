// SPDX-License-Identifier: Apache-2.0
package linnet.network.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderLockTest {
  @TempDir private Path folder;

  @Test
  void nobodyElseComesInUntilItIsGivenBack() {
    Path work = folder.resolve("a/b");
    try (FolderLock lock = FolderLock.of(work)) {
      assertThat(lock).isNotNull();
      assertThatThrownBy(() -> FolderLock.of(work))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("Another process works in " + work);
      FolderLock.of(folder).close(); // another folder
    }
    FolderLock.of(work).close();
  }

  @Test
  void aFolderThatCannotBeIsOneSentence() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");

    assertThatThrownBy(() -> FolderLock.of(file.resolve("work")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("could not be written")
        .hasMessageNotContaining("\n");
  }
}
