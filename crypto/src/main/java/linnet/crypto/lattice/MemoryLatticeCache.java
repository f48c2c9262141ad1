// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/** Products on the heap. */
final class MemoryLatticeCache extends LatticeCache {
  private final long maxBytes;

  MemoryLatticeCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  long maxBytes() {
    return maxBytes;
  }
}
