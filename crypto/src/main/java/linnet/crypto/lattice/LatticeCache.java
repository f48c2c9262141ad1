// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.nio.file.Path;

/**
 * Where a server keeps the products of its weights with the public polynomials: once per model and
 * packing, 147 kB for each ciphertext that goes back.
 *
 * <p><b>A product reveals the weights</b> (it is a linear function of them with public
 * coefficients): files are created readable by their owner only, and belong where the model itself
 * may lie. What is absent, damaged or over the limit is computed anew. Thread-safe.
 */
public abstract sealed class LatticeCache permits MemoryLatticeCache, DiskLatticeCache {
  /** Products computed at once; what bounds memory. */
  static final int BLOCK = 128;

  private final long maxBytes;

  LatticeCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Keeps them in memory.
   *
   * @param maxBytes at most so many bytes; what was used longest ago makes room
   */
  public static LatticeCache inMemory(long maxBytes) {
    return new MemoryLatticeCache(maxBytes);
  }

  /**
   * Keeps them in files of a folder, which is made when absent, and maps them into memory.
   *
   * @param maxBytes at most so many bytes; what was used longest ago makes room
   */
  public static LatticeCache onDisk(Path folder, long maxBytes) {
    return new DiskLatticeCache(folder, maxBytes);
  }

  /**
   * The products of a key, kept or computed.
   *
   * @param key hexadecimal; equal keys have equal products
   * @throws java.io.UncheckedIOException if a file cannot be read or written, in one sentence
   */
  final Products products(String key, int outputs, Products.Computation computation) {
    long bytes = (long) outputs * Wire.wholeBytes();
    return bytes > maxBytes ? Products.computed(computation) : kept(key, outputs, computation);
  }

  abstract Products kept(String key, int outputs, Products.Computation computation);

  final long maxBytes() {
    return maxBytes;
  }
}
