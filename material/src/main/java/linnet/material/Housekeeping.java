// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PoolUsage;
import linnet.network.InputException;

/**
 * Looks after a store's folder without its key: tells what is there and removes what is not wanted.
 * Servers and clients may use the store meanwhile.
 *
 * <p>A discarded piece becomes a spent one, so that its name stays refused: 16 bytes and a time,
 * kept until its plan is forgotten. Forgetting is safe once the plan is served no more: a claim
 * needs an unspent piece, so forgotten pieces cannot be claimed; only whoever puts an old piece
 * again, from a backup, say, would no longer be stopped.
 */
public final class Housekeeping implements AutoCloseable {
  private final Index index;
  private final PieceFiles files;
  private final InstantSource clock;

  private Housekeeping(Index index, PieceFiles files, InstantSource clock) {
    this.index = index;
    this.files = files;
    this.clock = clock;
  }

  /**
   * Opens the store of a folder.
   *
   * @throws InputException if there is none, or its index is damaged
   */
  public static Housekeeping open(Path folder) {
    return open(folder, InstantSource.system());
  }

  /** As {@link #open(Path)}, with the clock that ages are measured by. */
  public static Housekeeping open(Path folder, InstantSource clock) {
    return new Housekeeping(Index.openExisting(folder), new PieceFiles(folder), clock);
  }

  /** Every pool, by peer, digest and parameters. */
  public List<PoolUsage> pools() {
    return index.read(PieceTable::usage);
  }

  /**
   * What {@link #collect} would remove now.
   *
   * @throws InputException as there
   */
  public GarbageReport preview(GarbageRule rule) {
    return index.read(
        connection -> report(discard(connection, rule, false), sweep(connection, false)));
  }

  /**
   * Removes what the rule says, and what crashes left lying.
   *
   * @throws InputException if a digest or the peer of the rule belongs to no pool (then nothing is
   *     discarded), or the store cannot be written
   */
  public GarbageReport collect(GarbageRule rule) {
    PieceFiles.Swept litter = index.write(connection -> sweep(connection, true));
    Removed removed = index.write(connection -> discard(connection, rule, true));
    // Apart, so that no file goes before the mark of its piece is on disk.
    index.write(connection -> sweep(connection, true));
    return report(removed, litter);
  }

  /** Unspent pieces and their bytes, and names of spent ones. */
  private record Removed(int pieces, long bytes, int names) {}

  private Removed discard(Connection connection, GarbageRule rule, boolean really)
      throws SQLException {
    List<PoolUsage> usages = PieceTable.usage(connection);
    rule.require(usages.stream().map(PoolUsage::pool).toList());
    long now = clock.millis();
    long before = rule.olderThan().map(age -> now - age.toMillis()).orElse(Long.MAX_VALUE);
    Removed sum = new Removed(0, 0, 0);
    for (PoolUsage usage : usages) {
      MaterialPool pool = usage.pool();
      if (rule.forgets(pool)) {
        sum = plus(sum, usage.unspent(), usage.bytes(), usage.spent());
        if (really) {
          PieceTable.forget(connection, pool);
        }
      } else if (rule.discards(pool)) {
        PieceTable.Sum old = PieceTable.madeBefore(connection, pool, before);
        sum = plus(sum, old.pieces(), old.bytes(), 0);
        if (really) {
          PieceTable.discardMadeBefore(connection, pool, before, now);
        }
      }
    }
    return sum;
  }

  private PieceFiles.Swept sweep(Connection connection, boolean really)
      throws SQLException, IOException {
    return files.sweep(PieceTable.unspent(connection), really);
  }

  private static Removed plus(Removed sum, int pieces, long bytes, int names) {
    return new Removed(sum.pieces + pieces, sum.bytes + bytes, sum.names + names);
  }

  private static GarbageReport report(Removed removed, PieceFiles.Swept litter) {
    return new GarbageReport(
        removed.pieces, removed.bytes, removed.names, litter.files(), litter.bytes());
  }

  @Override
  public void close() {
    index.close();
  }
}
