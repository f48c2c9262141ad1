// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import static linnet.material.Stores.POOL;
import static linnet.material.Stores.sqlite;
import static linnet.material.Stores.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
import linnet.network.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the durable store promises beyond the contract: disks, keys, damage, litter. */
class SqliteMaterialStoreTest {
  private static final PieceId FIRST = new PieceId(1, 1);
  private static final PieceId SECOND = new PieceId(2, 2);

  @TempDir private Path folder;

  private Path piece(PieceId id) {
    return store(folder).resolve("pieces").resolve(id.toString());
  }

  private void putBoth() {
    try (SqliteMaterialStore store = sqlite(folder)) {
      store.put(POOL, FIRST, Stores.payload(FIRST, 3 << 20));
      store.put(POOL, SECOND, Stores.payload(SECOND, 3 << 20));
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> entries = Files.list(store(folder).resolve("pieces"))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void piecesAndTombstonesOutliveTheProcess() throws IOException {
    putBoth();
    try (SqliteMaterialStore store = sqlite(folder)) {
      assertThat(store.claim(POOL, FIRST)).hasValue(Stores.payload(FIRST, 3 << 20));
    }
    try (SqliteMaterialStore store = sqlite(folder)) {
      assertThat(store.available(POOL, 9)).containsExactly(SECOND);
      assertThat(store.claim(POOL, FIRST)).isEmpty();
      assertThatThrownBy(() -> store.put(POOL, FIRST, new byte[1]))
          .hasMessageContaining("already known");
      assertThat(store.claim(POOL, SECOND)).hasValue(Stores.payload(SECOND, 3 << 20));
    }
    assertThat(files()).isEmpty();
  }

  @Test
  void aRefusedNameLeavesTheStoredPieceAsItWas() throws IOException {
    try (SqliteMaterialStore store = sqlite(folder);
        SqliteMaterialStore other = sqlite(folder)) {
      store.put(POOL, FIRST, new byte[] {1, 2, 3});
      assertThatThrownBy(() -> other.put(POOL, FIRST, new byte[] {4}))
          .isInstanceOf(InputException.class);

      assertThat(other.claim(POOL, FIRST)).hasValue(new byte[] {1, 2, 3});
      assertThat(store.claim(POOL, FIRST)).isEmpty();
    }
  }

  @Test
  void nothingOfThePayloadLiesOpenOnDisk() throws IOException {
    byte[] payload = new byte[40_000];
    Arrays.fill(payload, (byte) 'A');
    try (SqliteMaterialStore store = sqlite(folder)) {
      store.put(POOL, FIRST, payload.clone());
      store.put(POOL, SECOND, payload.clone());
    }
    String first = Files.readString(piece(FIRST), StandardCharsets.ISO_8859_1);
    String second = Files.readString(piece(SECOND), StandardCharsets.ISO_8859_1);

    assertThat(first).hasSizeGreaterThan(payload.length).doesNotContain("AAAAAA");
    assertThat(first.substring(5)).isNotEqualTo(second.substring(5));
    assertThat(first.chars().distinct().count()).isEqualTo(256);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void onlyTheOwnerMayReadTheStore() throws IOException {
    putBoth();

    assertThat(permissions(store(folder))).isEqualTo("rwx------");
    assertThat(permissions(piece(FIRST))).isEqualTo("rw-------");
    assertThat(permissions(MaterialKey.defaultPath(store(folder)))).isEqualTo("rw-------");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void anotherKeyIsRefusedAndSpendsNothing() {
    putBoth();
    MaterialKey other = MaterialKey.create(folder.resolve("other.key"));

    assertThatThrownBy(() -> SqliteMaterialStore.open(store(folder), other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not the one")
        .hasMessageContaining(store(folder).toString());
    try (SqliteMaterialStore store = sqlite(folder)) {
      assertThat(store.claim(POOL, FIRST)).isPresent();
    }
  }

  /** Ways to lose a piece. */
  enum Damage {
    SALT {
      @Override
      void doTo(Path file, Path other) throws IOException {
        flip(file, 10);
      }
    },
    MAGIC {
      @Override
      void doTo(Path file, Path other) throws IOException {
        flip(file, 0);
      }
    },
    CONTENT {
      @Override
      void doTo(Path file, Path other) throws IOException {
        flip(file, Files.size(file) / 2);
      }
    },
    LAST_TAG {
      @Override
      void doTo(Path file, Path other) throws IOException {
        flip(file, Files.size(file) - 1);
      }
    },
    SHORTER {
      @Override
      void doTo(Path file, Path other) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length - 1));
      }
    },
    LONGER {
      @Override
      void doTo(Path file, Path other) throws IOException {
        byte[] content = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(content, content.length + 1));
      }
    },
    EMPTY {
      @Override
      void doTo(Path file, Path other) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    GONE {
      @Override
      void doTo(Path file, Path other) throws IOException {
        Files.delete(file);
      }
    },
    A_FOLDER {
      @Override
      void doTo(Path file, Path other) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
      }
    },
    ANOTHER_PIECES {
      @Override
      void doTo(Path file, Path other) throws IOException {
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
    };

    abstract void doTo(Path file, Path other) throws IOException;

    private static void flip(Path file, long at) throws IOException {
      byte[] content = Files.readAllBytes(file);
      content[(int) at] ^= 4;
      Files.write(file, content);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDamagedPieceIsSpentAndReportedAndTheOthersStay(Damage damage) throws IOException {
    byte[] payload = new byte[2_500_000];
    new Random(5).nextBytes(payload);
    try (SqliteMaterialStore store = sqlite(folder)) {
      store.put(POOL, FIRST, payload.clone());
      store.put(POOL, SECOND, payload.clone());
      damage.doTo(piece(FIRST), piece(SECOND));

      assertThatThrownBy(() -> store.claim(POOL, FIRST))
          .isInstanceOf(InputException.class)
          .hasMessageContaining(FIRST.toString())
          .hasMessageContaining("counts as spent");
      assertThat(store.claim(POOL, FIRST)).isEmpty();
      assertThat(store.available(POOL, 9)).containsExactly(SECOND);
      assertThat(store.claim(POOL, SECOND)).hasValue(payload);
    }
  }

  @Test
  void segmentsCannotChangePlaces() throws IOException {
    byte[] payload = new byte[3 * PieceCipher.SEGMENT_BYTES];
    new Random(6).nextBytes(payload);
    try (SqliteMaterialStore store = sqlite(folder)) {
      store.put(POOL, FIRST, payload);
      byte[] content = Files.readAllBytes(piece(FIRST));
      byte[] changed = content.clone();
      int header = PieceCipher.HEADER_BYTES;
      int segment = PieceCipher.SEGMENT_BYTES + PieceCipher.TAG_BYTES;
      System.arraycopy(content, header, changed, header + segment, segment);
      System.arraycopy(content, header + segment, changed, header, segment);
      Files.write(piece(FIRST), changed);

      assertThatThrownBy(() -> store.claim(POOL, FIRST)).hasMessageContaining("was changed");
    }
  }

  @Test
  void aPieceMovedToAnotherPoolDoesNotOpen() throws IOException {
    byte[] payload = {1, 2, 3};
    try (SqliteMaterialStore store = sqlite(folder);
        SqliteMaterialStore other =
            SqliteMaterialStore.open(folder.resolve("b"), Stores.key(folder))) {
      store.put(POOL, FIRST, payload.clone());
      other.put(new MaterialPool("bob", "d1", "linnet/2 sign"), FIRST, payload.clone());
      Files.copy(
          folder.resolve("b/pieces/" + FIRST), piece(FIRST), StandardCopyOption.REPLACE_EXISTING);

      assertThatThrownBy(() -> store.claim(POOL, FIRST)).hasMessageContaining("was changed");
    }
  }

  @Test
  void openingRemovesWhatCrashesLeftAndNothingElse() throws IOException {
    putBoth();
    Path pieces = store(folder).resolve("pieces");
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().orElseThrow().getEpochSecond();
    String id = new PieceId(9, 9).toString();
    Files.write(pieces.resolve(id), new byte[10]); // a crash before the row
    Files.write(pieces.resolve("%s.%d-7.part".formatted(id, self.pid())), new byte[10]);
    Files.write(pieces.resolve(id + ".999999999-7.part"), new byte[10]);
    String running = "%s.%d-%d.part".formatted(id, self.pid(), start);
    Files.write(pieces.resolve(running), new byte[10]);
    Files.writeString(pieces.resolve("README"), "not ours");

    sqlite(folder).close();

    assertThat(files())
        .containsExactlyInAnyOrder(FIRST.toString(), SECOND.toString(), running, "README");
  }

  @Test
  void aCrashBetweenSpendingAndRemovingLeavesNothing() throws IOException {
    putBoth();
    Path kept = folder.resolve("kept");
    Files.copy(piece(FIRST), kept);
    try (SqliteMaterialStore store = sqlite(folder)) {
      store.claim(POOL, FIRST);
    }
    Files.copy(kept, piece(FIRST));

    try (SqliteMaterialStore store = sqlite(folder)) {
      assertThat(files()).containsExactly(SECOND.toString());
      assertThat(store.claim(POOL, FIRST)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 4096, 8192})
  void aDamagedIndexIsOneSentence(int from) throws IOException {
    putBoth();
    Path index = store(folder).resolve("index.sqlite");
    byte[] content = Files.readAllBytes(index);
    byte[] noise = new byte[content.length - from];
    new Random(from).nextBytes(noise);
    System.arraycopy(noise, 0, content, from, noise.length);
    Files.write(index, content);

    assertThatThrownBy(
            () -> {
              try (SqliteMaterialStore store = sqlite(folder)) {
                store.claim(POOL, FIRST);
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageContaining("index.sqlite is damaged");
  }

  @Test
  void anIndexOfALaterFormatIsRefused() {
    putBoth();
    try (Index index = Index.openExisting(store(folder))) {
      index.write(
          connection -> {
            PieceTable.update(connection, "PRAGMA user_version = 2");
            return true;
          });
    }

    assertThatThrownBy(() -> sqlite(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("format 2");
  }

  @Test
  void aFolderThatCannotBeMadeIsOneSentence() throws IOException {
    MaterialKey key = Stores.key(folder);
    Files.writeString(folder.resolve("plain"), "a file");

    assertThatThrownBy(() -> SqliteMaterialStore.open(folder.resolve("plain/store"), key))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("plain/store")
        .hasMessageContaining("could not be written");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aReadOnlyFolderIsOneSentence() throws IOException {
    assumeThat(System.getProperty("user.name")).as("root may write anywhere").isNotEqualTo("root");
    putBoth();
    for (Path part : List.of(store(folder).resolve("pieces"), store(folder))) {
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r-x------"));
    }
    try {
      assertThatThrownBy(() -> sqlite(folder)).isInstanceOf(InputException.class);
    } finally {
      for (Path part : List.of(store(folder), store(folder).resolve("pieces"))) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void aFullDiskIsOneSentenceAndLosesNothing() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
        .as("mounting a small disk needs privileges")
        .isZero();
    try (SqliteMaterialStore store =
        SqliteMaterialStore.open(disk.resolve("s"), Stores.key(folder))) {
      store.put(POOL, FIRST, new byte[1 << 20]);

      assertThatThrownBy(() -> store.put(POOL, SECOND, new byte[1 << 20]))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("The disk is full");
      Files.write(disk.resolve("filler"), new byte[(int) disk.toFile().getUsableSpace()]);
      assertThatThrownBy(() -> fillIndex(disk.resolve("s")))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith("The disk is full");
      assertThat(store.claim(POOL, FIRST)).hasValue(new byte[1 << 20]);
      store.put(POOL, SECOND, new byte[1 << 19]);
      assertThat(store.available(POOL, 9)).containsExactly(SECOND);
    } finally {
      command("umount", disk.toString());
    }
  }

  @Test
  @DisabledOnOs({OS.WINDOWS, OS.MAC})
  void aReadOnlyDiskIsOneSentenceAndLosesNothing() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeThat(command("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()))
        .as("mounting a small disk needs privileges")
        .isZero();
    MaterialKey key = Stores.key(folder);
    try (SqliteMaterialStore store = SqliteMaterialStore.open(disk.resolve("s"), key)) {
      store.put(POOL, FIRST, new byte[] {1});
    }
    try {
      assertThat(command("mount", "-o", "remount,ro", disk.toString())).isZero();
      try (SqliteMaterialStore store = SqliteMaterialStore.open(disk.resolve("s"), key)) {
        assertThat(store.available(POOL, 9)).containsExactly(FIRST);
        assertThatThrownBy(() -> store.claim(POOL, FIRST))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("may be written");
      }
      assertThatThrownBy(() -> SqliteMaterialStore.open(disk.resolve("t"), key))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("could not be written");
      assertThat(command("mount", "-o", "remount,rw", disk.toString())).isZero();
      try (SqliteMaterialStore store = SqliteMaterialStore.open(disk.resolve("s"), key)) {
        assertThat(store.claim(POOL, FIRST)).hasValue(new byte[] {1});
      }
    } finally {
      command("umount", disk.toString());
    }
  }

  private static void fillIndex(Path store) {
    try (QuotaLedger ledger = SqliteQuotaLedger.open(store)) {
      for (int i = 0; i < 1000; i++) {
        ledger.tryTake(i + "x".repeat(4000), "predictions", 1, 1, Duration.ofDays(1));
      }
    }
  }

  private static int command(String... words) throws Exception {
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
