// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import linnet.network.files.OwnerOnly;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SQL database of a store's folder, one connection to it, and its transactions.
 *
 * <p>With a rollback journal and {@code synchronous=EXTRA} a commit is on disk, inside the one main
 * file, before it returns. The journal persists with a cleared and forced header, which takes half
 * the forced writes of removing it. A write-ahead log would take half as many again, but then the
 * newest marks stand in a second file, and whoever copies or loses that file apart from the index
 * would take a "spent" back.
 */
final class Index implements AutoCloseable {
  static final String FILE = "index.sqlite";
  private static final Logger LOG = LoggerFactory.getLogger(Index.class);
  private static final int FORMAT = 1;
  private static final int BUSY_MILLIS = 30_000;

  private static final List<String> SETTINGS =
      List.of(
          "PRAGMA busy_timeout = " + BUSY_MILLIS,
          "PRAGMA journal_mode = PERSIST",
          "PRAGMA synchronous = EXTRA",
          "PRAGMA fullfsync = ON",
          "PRAGMA foreign_keys = ON",
          "PRAGMA trusted_schema = OFF",
          "PRAGMA cell_size_check = ON");

  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE setting (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
          """
          CREATE TABLE pool (
            number INTEGER PRIMARY KEY,
            peer TEXT NOT NULL, digest TEXT NOT NULL, parameters TEXT NOT NULL,
            UNIQUE (peer, digest, parameters))
          """,
          """
          CREATE TABLE piece (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
            pool INTEGER NOT NULL REFERENCES pool (number),
            state TEXT NOT NULL CHECK (state IN ('unspent', 'spent')),
            bytes INTEGER NOT NULL,
            made INTEGER NOT NULL,
            spent INTEGER)
          """,
          "CREATE INDEX piece_by_pool ON piece (pool, state, number)",
          """
          CREATE TABLE quota (
            peer TEXT NOT NULL, what TEXT NOT NULL,
            ends INTEGER NOT NULL, used INTEGER NOT NULL,
            PRIMARY KEY (peer, what)) WITHOUT ROWID
          """,
          "PRAGMA user_version = " + FORMAT);

  /** Reads or changes rows; what it throws undoes the changes. */
  @FunctionalInterface
  interface Work<T> {
    T run(Connection connection) throws SQLException, IOException;
  }

  private final Path file;
  private final Connection connection;

  private Index(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** The index of a folder, both made if they are missing. */
  static Index openOrCreate(Path folder) {
    try {
      Files.createDirectories(folder.toAbsolutePath(), OwnerOnly.folder());
    } catch (IOException e) {
      throw AtomicFiles.failure(folder, e);
    }
    return open(folder.resolve(FILE));
  }

  /**
   * The index of a folder that has one.
   *
   * @throws InputException if it has none
   */
  static Index openExisting(Path folder) {
    if (!Files.isRegularFile(folder.resolve(FILE))) {
      throw new InputException(
          "There is no store of material in %s; name its folder, or prepare some material first."
              .formatted(folder));
    }
    return open(folder.resolve(FILE));
  }

  private static Index open(Path file) {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
      Index index = new Index(file, connection);
      try {
        index.prepare();
        return index;
      } catch (SQLException | InputException e) {
        index.close();
        throw e;
      }
    } catch (SQLException e) {
      throw IndexFailure.of(file, e);
    }
  }

  Path file() {
    return file;
  }

  /** Runs the work on one consistent state of the database, and changes nothing. */
  synchronized <T> T read(Work<T> work) {
    return within("BEGIN DEFERRED", work);
  }

  /**
   * Runs the work alone among all threads and processes; its changes are on disk when this returns,
   * or undone if it throws.
   */
  synchronized <T> T write(Work<T> work) {
    return within("BEGIN IMMEDIATE", work);
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw IndexFailure.of(file, e);
    }
  }

  private <T> T within(String begin, Work<T> work) {
    try {
      execute(begin);
      boolean done = false;
      try {
        T result = work.run(connection);
        execute("COMMIT");
        done = true;
        return result;
      } finally {
        if (!done) {
          rollBack();
        }
      }
    } catch (SQLException e) {
      throw IndexFailure.of(file, e);
    } catch (IOException e) {
      throw AtomicFiles.failure(file.resolveSibling(PieceFiles.FOLDER), e);
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite rolls back by itself after grave failures, and then has no transaction to end; the
      // failure that led here is the one to report.
      LOG.debug("rollback of {}", file, e);
    }
  }

  private void prepare() throws SQLException {
    for (String setting : SETTINGS) {
      execute(setting);
    }
    if (format() == 0) {
      write(alone -> createUnlessDone());
    }
    if (format() != FORMAT) {
      throw new InputException(
          "The index %s is of format %d, and this version of Linnet knows format %d only."
              .formatted(file, format(), FORMAT));
    }
  }

  private boolean createUnlessDone() throws SQLException {
    boolean missing = format() == 0; // else another process was quicker
    if (missing) {
      for (String statement : SCHEMA) {
        execute(statement);
      }
    }
    return missing;
  }

  private int format() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
