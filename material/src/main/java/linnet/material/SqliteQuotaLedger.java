// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * A ledger in the index of a store's folder: it survives restarts, and several processes that serve
 * from one store count together.
 */
public final class SqliteQuotaLedger implements QuotaLedger {
  private final Index index;
  private final InstantSource clock;

  private SqliteQuotaLedger(Index index, InstantSource clock) {
    this.index = index;
    this.clock = clock;
  }

  /**
   * Opens the ledger of a folder, or makes one; needs no key.
   *
   * @throws linnet.network.InputException if the folder cannot be used or the index is damaged
   */
  public static SqliteQuotaLedger open(Path folder) {
    return open(folder, InstantSource.system());
  }

  /** As {@link #open(Path)}, with the clock that the windows go by. */
  public static SqliteQuotaLedger open(Path folder, InstantSource clock) {
    return new SqliteQuotaLedger(Index.openOrCreate(folder), clock);
  }

  @Override
  public boolean tryTake(String peer, String what, long amount, long limit, Duration window) {
    QuotaWindow.check(amount, window);
    return index.write(
        connection -> {
          long now = clock.millis();
          QuotaWindow current = read(connection, peer, what).at(now, window);
          boolean fits = current.fits(amount, limit);
          if (fits) {
            PieceTable.update(connection, "DELETE FROM quota WHERE ends <= ?", now);
            write(connection, peer, what, current.plus(amount));
          }
          return fits;
        });
  }

  @Override
  public long used(String peer, String what) {
    QuotaWindow current = index.read(connection -> read(connection, peer, what));
    return current.isOver(clock.millis()) ? 0 : current.used();
  }

  @Override
  public void close() {
    index.close();
  }

  private static QuotaWindow read(Connection connection, String peer, String what)
      throws SQLException {
    String sql = "SELECT ends, used FROM quota WHERE peer = ? AND what = ?";
    try (PreparedStatement statement = PieceTable.prepare(connection, sql, peer, what);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? new QuotaWindow(rows.getLong(1), rows.getLong(2)) : QuotaWindow.NONE;
    }
  }

  private static void write(Connection connection, String peer, String what, QuotaWindow window)
      throws SQLException {
    PieceTable.update(
        connection,
        "INSERT OR REPLACE INTO quota (peer, what, ends, used) VALUES (?, ?, ?, ?)",
        peer,
        what,
        window.ends(),
        window.used());
  }
}
