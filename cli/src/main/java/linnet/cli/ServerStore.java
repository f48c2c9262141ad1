// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.Optional;
import linnet.crypto.lattice.LatticeCache;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.MemoryMaterialStore;
import linnet.material.MemoryQuotaLedger;
import linnet.material.QuotaLedger;
import linnet.material.SqliteQuotaLedger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say what a server keeps, and where. */
final class ServerStore {
  private static final long MEMORY_BYTES = 4L << 30;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "Folder where prepared material waits and quotas are counted (default: ${DEFAULT-VALUE}).",
      defaultValue = MaterialFolder.OF_SERVER)
  private Path folder = Path.of(MaterialFolder.OF_SERVER);

  @Option(
      names = "--store-key",
      paramLabel = "FILE",
      description =
          "Key under which it lies there (default: a file beside the folder, made when needed).")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--no-store",
      description = "Keep all of it in memory: clients lose their material when the server stops.")
  private boolean withoutStore;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Folder for products of weights and public polynomials, which make preparing faster; as"
              + " secret as the weights (default: the store's name with .products).")
  private @Nullable Path cache;

  @Option(
      names = "--cache-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Most bytes of it, such as 500MiB (default: ${DEFAULT-VALUE}).",
      defaultValue = "8GiB")
  private long cacheSize;

  /**
   * What is open.
   *
   * @param cache products of weights
   */
  record Open(MaterialStore material, QuotaLedger ledger, LatticeCache cache)
      implements AutoCloseable {
    @Override
    public void close() {
      ledger.close();
      material.close();
    }
  }

  /** Opens all of it; what is missing is made. */
  Open open() {
    if (withoutStore) {
      return new Open(
          new MemoryMaterialStore(MEMORY_BYTES),
          new MemoryQuotaLedger(),
          cache == null
              ? LatticeCache.inMemory(Math.min(cacheSize, MEMORY_BYTES / 4))
              : LatticeCache.onDisk(cache, cacheSize));
    }
    MaterialStore store = MaterialFolder.open(folder, key);
    try {
      Path products = cache == null ? beside(folder) : cache;
      return new Open(
          store, SqliteQuotaLedger.open(folder), LatticeCache.onDisk(products, cacheSize));
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Path beside(Path store) {
    Path absolute = store.toAbsolutePath().normalize();
    return absolute.resolveSibling(absolute.getFileName() + ".products");
  }
}
