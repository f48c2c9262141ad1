// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;
import linnet.inference.material.PoolUsage;

/** The rows of pools and pieces, inside a transaction of {@link Index}. */
final class PieceTable {
  private static final String POOL =
      "(SELECT number FROM pool WHERE peer = ? AND digest = ? AND parameters = ?)";

  private PieceTable() {}

  /** Adds an unspent piece; fails with a constraint violation if its name was ever seen. */
  static void insert(Connection connection, MaterialPool pool, PieceId id, long bytes, long now)
      throws SQLException {
    update(
        connection,
        "INSERT OR IGNORE INTO pool (peer, digest, parameters) VALUES (?, ?, ?)",
        pool.peer(),
        pool.digest(),
        pool.parameters());
    update(
        connection,
        "INSERT INTO piece (id, pool, state, bytes, made) VALUES (?, "
            + POOL
            + ", 'unspent', ?, ?)",
        id.bytes(),
        pool.peer(),
        pool.digest(),
        pool.parameters(),
        bytes,
        now);
  }

  static boolean isKnown(Connection connection, PieceId id) throws SQLException {
    try (PreparedStatement statement =
            prepare(connection, "SELECT 1 FROM piece WHERE id = ?", id.bytes());
        ResultSet rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /**
   * Marks an unspent piece of the pool as spent; its payload's bytes, or empty if it is not one.
   */
  static OptionalLong spend(Connection connection, MaterialPool pool, PieceId id, long now)
      throws SQLException {
    String sql =
        "UPDATE piece SET state = 'spent', spent = ? WHERE id = ? AND state = 'unspent' AND pool = "
            + POOL
            + " RETURNING bytes";
    try (PreparedStatement statement =
            prepare(
                connection, sql, now, id.bytes(), pool.peer(), pool.digest(), pool.parameters());
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }

  static List<PieceId> unspent(Connection connection, MaterialPool pool, int atMost)
      throws SQLException {
    String sql =
        "SELECT id FROM piece WHERE state = 'unspent' AND pool = "
            + POOL
            + " ORDER BY number LIMIT ?";
    try (PreparedStatement statement =
        prepare(connection, sql, pool.peer(), pool.digest(), pool.parameters(), atMost)) {
      return ids(statement);
    }
  }

  static Set<PieceId> unspent(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        prepare(connection, "SELECT id FROM piece WHERE state = 'unspent'")) {
      return new HashSet<>(ids(statement));
    }
  }

  static int count(Connection connection, MaterialPool pool) throws SQLException {
    String sql = "SELECT count(*) FROM piece WHERE state = 'unspent' AND pool = " + POOL;
    try (PreparedStatement statement =
            prepare(connection, sql, pool.peer(), pool.digest(), pool.parameters());
        ResultSet row = statement.executeQuery()) {
      return row.getInt(1);
    }
  }

  static List<PoolUsage> usage(Connection connection) throws SQLException {
    String sql =
        """
        SELECT peer, digest, parameters,
          count(*) FILTER (WHERE state = 'unspent'), count(*) FILTER (WHERE state = 'spent'),
          total(bytes) FILTER (WHERE state = 'unspent'),
          min(made) FILTER (WHERE state = 'unspent'), max(made) FILTER (WHERE state = 'unspent')
        FROM pool JOIN piece ON piece.pool = pool.number
        GROUP BY pool.number ORDER BY peer, digest, parameters
        """;
    List<PoolUsage> usage = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, sql);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        usage.add(
            new PoolUsage(
                new MaterialPool(rows.getString(1), rows.getString(2), rows.getString(3)),
                rows.getInt(4),
                rows.getInt(5),
                rows.getLong(6),
                instant(rows, 7),
                instant(rows, 8)));
      }
    }
    return usage;
  }

  /** Number and bytes of a pool's unspent pieces that were made before an instant. */
  static Sum madeBefore(Connection connection, MaterialPool pool, long instant)
      throws SQLException {
    String sql =
        "SELECT count(*), total(bytes) FROM piece WHERE state = 'unspent' AND made < ? AND pool = "
            + POOL;
    try (PreparedStatement statement =
            prepare(connection, sql, instant, pool.peer(), pool.digest(), pool.parameters());
        ResultSet row = statement.executeQuery()) {
      return new Sum(row.getInt(1), row.getLong(2));
    }
  }

  static void discardMadeBefore(Connection connection, MaterialPool pool, long instant, long now)
      throws SQLException {
    update(
        connection,
        "UPDATE piece SET state = 'spent', spent = ? WHERE state = 'unspent' AND made < ? AND pool = "
            + POOL,
        now,
        instant,
        pool.peer(),
        pool.digest(),
        pool.parameters());
  }

  /** Removes a pool and everything known of its pieces. */
  static void forget(Connection connection, MaterialPool pool) throws SQLException {
    Object[] names = {pool.peer(), pool.digest(), pool.parameters()};
    update(connection, "DELETE FROM piece WHERE pool = " + POOL, names);
    update(connection, "DELETE FROM pool WHERE peer = ? AND digest = ? AND parameters = ?", names);
  }

  /** So many pieces, of so many bytes. */
  record Sum(int pieces, long bytes) {}

  static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int v = 0; v < values.length; v++) {
      statement.setObject(v + 1, values[v]);
    }
    return statement;
  }

  static void update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      statement.executeUpdate();
    }
  }

  private static List<PieceId> ids(PreparedStatement statement) throws SQLException {
    List<PieceId> ids = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        ids.add(PieceId.of(rows.getBytes(1)));
      }
    }
    return ids;
  }

  private static Optional<Instant> instant(ResultSet rows, int column) throws SQLException {
    long millis = rows.getLong(column);
    return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
