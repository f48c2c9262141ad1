// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatticeCacheTest {
  private static final int OUTPUTS = 3;
  private static final long BYTES = OUTPUTS * 147_456L;

  @TempDir Path folder;
  private int computed;

  @Test
  void whatIsOnDiskIsNotComputedAgain() {
    assertThat(read(disk(BYTES), "aa")).containsExactly(1000, 1001, 1002);
    assertThat(read(disk(BYTES), "aa")).containsExactly(1000, 1001, 1002);
    assertThat(computed).isEqualTo(1);
  }

  @Test
  void aFileBelongsToItsOwnerAlone() throws IOException {
    read(disk(BYTES), "aa");
    assertThat(Files.getPosixFilePermissions(only()))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5000, 147_456 * OUTPUTS, 147_456 * OUTPUTS + 31})
  void aDamagedFileIsComputedAgain(int position) throws IOException {
    read(disk(BYTES), "aa");
    byte[] bytes = Files.readAllBytes(only());
    bytes[position] ^= 1;
    Files.write(only(), bytes);
    assertThat(read(disk(BYTES), "aa")).containsExactly(1000, 1001, 1002);
    assertThat(computed).isEqualTo(2);
  }

  @Test
  void aCutFileIsComputedAgain() throws IOException {
    read(disk(BYTES), "aa");
    Files.write(only(), new byte[100]);
    assertThat(read(disk(BYTES), "aa")).containsExactly(1000, 1001, 1002);
  }

  @Test
  void whatWasUsedLongestAgoMakesRoomOnDisk() throws IOException {
    LatticeCache cache = disk(2 * BYTES + 100);
    read(cache, "aa");
    Files.setLastModifiedTime(only(), FileTime.fromMillis(1));
    read(cache, "bb");
    read(cache, "cc");
    assertThat(files()).extracting(Path::toString).noneMatch(name -> name.contains("aa"));
    assertThat(files()).hasSize(2);
  }

  @Test
  void whatAKilledProcessLeftIsCleared() throws IOException {
    Path left = Files.createFile(folder.resolve("1.unfinished"));
    Files.setLastModifiedTime(left, FileTime.fromMillis(1));
    read(disk(BYTES), "aa");
    assertThat(left).doesNotExist();
  }

  @Test
  void whatWasUsedLongestAgoMakesRoomInMemory() {
    LatticeCache cache = LatticeCache.inMemory(2 * BYTES);
    for (String key : List.of("aa", "bb", "aa", "cc", "aa", "bb")) {
      read(cache, key);
    }
    assertThat(computed).isEqualTo(4);
  }

  @Test
  void whatIsOverTheLimitIsComputedAtEachUse() throws IOException {
    LatticeCache cache = disk(BYTES - 1);
    read(cache, "aa");
    assertThat(read(cache, "aa")).containsExactly(1000, 1001, 1002);
    assertThat(computed).isEqualTo(2);
    assertThat(files()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeIsOneSentence() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> read(LatticeCache.onDisk(file.resolve("sub"), BYTES), "aa"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("name another folder");
  }

  private LatticeCache disk(long bytes) {
    return LatticeCache.onDisk(folder, bytes);
  }

  private long[] read(LatticeCache cache, String key) {
    Products.Block block = cache.products(key, OUTPUTS, this::compute).block(0, OUTPUTS);
    long[] seen = new long[OUTPUTS];
    Polynomial polynomial = new Polynomial();
    for (int i = 0; i < OUTPUTS; i++) {
      block.read(i, polynomial);
      seen[i] = polynomial.low[17];
    }
    return seen;
  }

  private Polynomial[] compute(int first, int count) {
    computed++;
    Polynomial[] products = ServedConvolution.polynomials(count);
    for (int i = 0; i < count; i++) {
      products[i].low[17] = 1000L + first + i;
    }
    return products;
  }

  private Path only() throws IOException {
    return files().getFirst();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
