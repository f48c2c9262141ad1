// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.PieceId;
import linnet.inference.material.PoolUsage;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Material in a folder: an SQL index, and one encrypted file a piece. Any number of processes of
 * one machine may use the folder at once; it must not lie on a network file system, whose locks
 * cannot be trusted.
 *
 * <p><b>Security guarantees.</b> A piece is given out at most once over all processes and crashes,
 * power failures included, for its row says "spent", on disk, before its file is read. Payloads lie
 * on disk under AES-256-GCM only. Whoever can write to the folder can bring a spent piece back by
 * restoring an old copy of index and file together: never restore a backup of a store. The index
 * shows peers' names, digests, sizes and times to whoever may read the folder, which is the owner.
 */
public final class SqliteMaterialStore implements MaterialStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteMaterialStore.class);

  private final Index index;
  private final PieceFiles files;
  private final PieceCipher cipher;
  private final InstantSource clock;

  private SqliteMaterialStore(
      Index index, PieceFiles files, PieceCipher cipher, InstantSource clock) {
    this.index = index;
    this.files = files;
    this.cipher = cipher;
    this.clock = clock;
  }

  /**
   * Opens the store of a folder, or makes one, and removes what a crash left lying.
   *
   * @throws InputException if the folder cannot be used, the index is damaged, or its pieces are
   *     under another key
   */
  public static SqliteMaterialStore open(Path folder, MaterialKey key) {
    return open(folder, key, InstantSource.system());
  }

  /** As {@link #open(Path, MaterialKey)}, with the clock that dates the pieces. */
  public static SqliteMaterialStore open(Path folder, MaterialKey key, InstantSource clock) {
    Index index = Index.openOrCreate(folder);
    try {
      PieceFiles files = new PieceFiles(folder);
      index.write(
          connection -> {
            KeyCheck.require(connection, key, folder);
            return files.sweep(PieceTable.unspent(connection), true);
          });
      return new SqliteMaterialStore(index, files, new PieceCipher(key), clock);
    } catch (InputException e) {
      index.close();
      throw e;
    }
  }

  @Override
  public void put(MaterialPool pool, PieceId id, byte[] payload) {
    if (index.read(connection -> PieceTable.isKnown(connection, id))) {
      throw known(id, null);
    }
    Path temporary = files.temporary(id);
    try {
      files.write(temporary, out -> cipher.seal(pool, id, payload, out));
    } catch (FileAlreadyExistsException e) {
      throw known(id, e);
    } catch (IOException e) {
      discard(temporary);
      throw AtomicFiles.failure(files.path(id), e);
    } catch (GeneralSecurityException e) {
      discard(temporary);
      throw new IllegalStateException("Every JDK has AES-GCM.", e);
    }
    try {
      index.write(connection -> publish(connection, pool, id, payload.length, temporary));
    } finally {
      discard(temporary);
    }
  }

  @Override
  public Optional<byte[]> claim(MaterialPool pool, PieceId id) {
    try (PieceReader reader = new PieceReader(files.path(id))) {
      OptionalLong bytes = index.write(connection -> spend(connection, pool, id, reader));
      if (bytes.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(reader.read(cipher, pool, id, bytes.getAsLong()));
      } finally {
        discard(files.path(id));
      }
    }
  }

  @Override
  public List<PieceId> available(MaterialPool pool, int atMost) {
    return index.read(connection -> PieceTable.unspent(connection, pool, atMost));
  }

  @Override
  public int count(MaterialPool pool) {
    return index.read(connection -> PieceTable.count(connection, pool));
  }

  @Override
  public List<PoolUsage> pools() {
    return index.read(PieceTable::usage);
  }

  @Override
  public void close() {
    index.close();
  }

  /** The row first: it fails for a known name, whose file must not be replaced. */
  private boolean publish(
      Connection connection, MaterialPool pool, PieceId id, long bytes, Path temporary)
      throws SQLException, IOException {
    try {
      PieceTable.insert(connection, pool, id, bytes, clock.millis());
    } catch (SQLException e) {
      if (IndexFailure.isDuplicate(e)) {
        throw known(id, e);
      }
      throw e;
    }
    files.publish(temporary, id);
    return true;
  }

  /** Opens the file before others may see the piece as spent and sweep the file away. */
  private OptionalLong spend(
      Connection connection, MaterialPool pool, PieceId id, PieceReader reader)
      throws SQLException {
    OptionalLong bytes = PieceTable.spend(connection, pool, id, clock.millis());
    if (bytes.isPresent()) {
      reader.open();
    }
    return bytes;
  }

  private static InputException known(PieceId id, @Nullable Exception cause) {
    String sentence =
        "The piece of material %s is already known; every piece needs a fresh name.".formatted(id);
    return cause == null ? new InputException(sentence) : new InputException(sentence, cause);
  }

  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warn("{} could not be removed; the next opening of the store tries again.", file, e);
    }
  }
}
