// SPDX-License-Identifier: Apache-2.0
package linnet.inference.material;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linnet.network.InputException;

/** Material that lives as long as the process: for libraries, single sessions and tests. */
public final class MemoryMaterialStore implements MaterialStore {
  private static final Comparator<MaterialPool> BY_NAME =
      Comparator.comparing(MaterialPool::peer)
          .thenComparing(MaterialPool::digest)
          .thenComparing(MaterialPool::parameters);

  private final long maximumBytes;
  private final InstantSource clock;
  private final Map<MaterialPool, Contents> pools = new HashMap<>();
  private final Set<PieceId> seen = new HashSet<>();
  private long bytes;

  /** Keeps payloads of at most so many bytes in all. */
  public MemoryMaterialStore(long maximumBytes) {
    this(maximumBytes, InstantSource.system());
  }

  /** As {@link #MemoryMaterialStore(long)}, with the clock that dates the pieces. */
  public MemoryMaterialStore(long maximumBytes, InstantSource clock) {
    this.maximumBytes = maximumBytes;
    this.clock = clock;
  }

  @Override
  public synchronized void put(MaterialPool pool, PieceId id, byte[] payload) {
    if (payload.length > maximumBytes - bytes) {
      throw new InputException(
          "The store of material is full: it holds %,d of %,d bytes; use some pieces before you prepare more."
              .formatted(bytes, maximumBytes));
    }
    if (!seen.add(id)) {
      throw new InputException(
          "The piece of material %s is already known; every piece needs a fresh name."
              .formatted(id));
    }
    bytes += payload.length;
    contents(pool).unspent.put(id, new Piece(payload, clock.instant()));
  }

  @Override
  public synchronized Optional<byte[]> claim(MaterialPool pool, PieceId id) {
    Contents contents = pools.get(pool);
    Piece piece = contents == null ? null : contents.unspent.remove(id);
    if (contents == null || piece == null) {
      return Optional.empty();
    }
    contents.spent++;
    bytes -= piece.payload.length;
    return Optional.of(piece.payload);
  }

  @Override
  public synchronized List<PieceId> available(MaterialPool pool, int atMost) {
    Contents contents = pools.get(pool);
    return contents == null ? List.of() : contents.unspent.keySet().stream().limit(atMost).toList();
  }

  @Override
  public synchronized int count(MaterialPool pool) {
    Contents contents = pools.get(pool);
    return contents == null ? 0 : contents.unspent.size();
  }

  @Override
  public synchronized List<PoolUsage> pools() {
    return pools.keySet().stream().sorted(BY_NAME).map(pool -> contents(pool).usage(pool)).toList();
  }

  /** Overwrites and forgets all payloads. */
  @Override
  public synchronized void close() {
    for (Contents contents : pools.values()) {
      contents.unspent.values().forEach(piece -> Arrays.fill(piece.payload, (byte) 0));
    }
    pools.clear();
    bytes = 0;
  }

  private Contents contents(MaterialPool pool) {
    return pools.computeIfAbsent(pool, absent -> new Contents());
  }

  private static final class Piece {
    private final byte[] payload;
    private final Instant made;

    private Piece(byte[] payload, Instant made) {
      this.payload = payload;
      this.made = made;
    }
  }

  /** One pool: its unspent pieces in the order of their coming. */
  private static final class Contents {
    private final Map<PieceId, Piece> unspent = new LinkedHashMap<>();
    private int spent;

    private PoolUsage usage(MaterialPool pool) {
      List<Piece> pieces = List.copyOf(unspent.values());
      return new PoolUsage(
          pool,
          pieces.size(),
          spent,
          pieces.stream().mapToLong(piece -> piece.payload.length).sum(),
          pieces.isEmpty() ? Optional.empty() : Optional.of(pieces.getFirst().made),
          pieces.isEmpty() ? Optional.empty() : Optional.of(pieces.getLast().made));
    }
  }
}
