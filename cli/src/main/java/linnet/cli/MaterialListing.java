// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import linnet.inference.material.PoolUsage;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/** What {@code material ls} prints. */
record MaterialListing(String store, List<Pool> pools) {
  private static final int SHORT_DIGEST = 12;

  /**
   * One pool.
   *
   * @param bytes of the unspent pieces
   * @param oldest when the oldest unspent piece was made, in ISO 8601; null if there is none
   * @param newest the same of the newest
   */
  record Pool(
      String peer,
      String digest,
      String parameters,
      int unspent,
      int spent,
      long bytes,
      @Nullable String oldest,
      @Nullable String newest) {
    private static Pool of(PoolUsage usage) {
      return new Pool(
          usage.pool().peer(),
          usage.pool().digest(),
          usage.pool().parameters(),
          usage.unspent(),
          usage.spent(),
          usage.bytes(),
          time(usage.oldest()),
          time(usage.newest()));
    }

    private static @Nullable String time(Optional<Instant> instant) {
      return instant.map(made -> made.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
    }
  }

  static MaterialListing of(Path store, List<PoolUsage> pools) {
    return new MaterialListing(store.toString(), pools.stream().map(Pool::of).toList());
  }

  String text() {
    if (pools.isEmpty()) {
      return "No material was ever put into %s.".formatted(store);
    }
    TextTable table =
        new TextTable("peer", "plan", "parameters", "unspent", "spent", "size", "oldest");
    for (Pool pool : pools) {
      table.row(
          pool.peer(),
          pool.digest().substring(0, Math.min(SHORT_DIGEST, pool.digest().length())),
          pool.parameters(),
          Figures.count(pool.unspent()),
          Figures.count(pool.spent()),
          Figures.bytes(pool.bytes()),
          pool.oldest() == null ? "" : pool.oldest());
    }
    return table.toString();
  }
}
