// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.material.PieceId;

/** The stores that keep one contract, and what tests put into them. */
enum Stores {
  MEMORY {
    @Override
    MaterialStore open(Path folder, InstantSource clock) {
      return new MemoryMaterialStore(64 << 20, clock);
    }
  },
  SQLITE {
    @Override
    MaterialStore open(Path folder, InstantSource clock) {
      return SqliteMaterialStore.open(store(folder), key(folder), clock);
    }
  };

  static final MaterialPool POOL = new MaterialPool("alice", "d1", "linnet/2 sign");

  abstract MaterialStore open(Path folder, InstantSource clock);

  MaterialStore open(Path folder) {
    return open(folder, InstantSource.system());
  }

  static Path store(Path folder) {
    return folder.resolve("store");
  }

  static MaterialKey key(Path folder) {
    return MaterialKey.loadOrCreate(MaterialKey.defaultPath(store(folder)));
  }

  static SqliteMaterialStore sqlite(Path folder) {
    return SqliteMaterialStore.open(store(folder), key(folder));
  }

  static PieceId id(Random random) {
    return new PieceId(random.nextLong(), random.nextLong());
  }

  /** A payload that its piece's name determines, of 0 to {@code bound - 1} bytes. */
  static byte[] payload(PieceId id, int bound) {
    Random random = new Random(id.high() ^ id.low());
    byte[] payload = new byte[random.nextInt(bound)];
    random.nextBytes(payload);
    return payload;
  }
}
