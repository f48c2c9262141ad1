// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.Iterator;
import java.util.LinkedHashMap;

/** Products on the heap. */
final class MemoryLatticeCache extends LatticeCache {
  private static final int FIRST_CAPACITY = 16;
  private static final float LOAD = 0.75f;

  // In the order of use, the longest ago first.
  private final LinkedHashMap<String, byte[][]> kept =
      new LinkedHashMap<>(FIRST_CAPACITY, LOAD, true);

  MemoryLatticeCache(long maxBytes) {
    super(maxBytes);
  }

  @Override
  synchronized Products kept(String key, int outputs, Products.Computation computation) {
    byte[][] encoded = kept.get(key);
    if (encoded == null) {
      encoded = encoded(outputs, computation);
      makeRoom((long) outputs * Wire.wholeBytes());
      kept.put(key, encoded);
    }
    byte[][] found = encoded;
    return (first, count) -> (output, into) -> Wire.WHOLE.decode(found[output], into);
  }

  private static byte[][] encoded(int outputs, Products.Computation computation) {
    byte[][] encoded = new byte[outputs][Wire.wholeBytes()];
    for (int first = 0; first < outputs; first += BLOCK) {
      Polynomial[] block = computation.compute(first, Math.min(BLOCK, outputs - first));
      for (int i = 0; i < block.length; i++) {
        Wire.WHOLE.encode(block[i], encoded[first + i], 0);
      }
    }
    return encoded;
  }

  private void makeRoom(long bytes) {
    long left = maxBytes() - bytes;
    for (byte[][] products : kept.values()) {
      left -= size(products);
    }
    for (Iterator<byte[][]> oldest = kept.values().iterator(); left < 0 && oldest.hasNext(); ) {
      left += size(oldest.next());
      oldest.remove();
    }
  }

  private static long size(byte[][] products) {
    return (long) products.length * Wire.wholeBytes();
  }
}
