// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.nio.file.Path;

/** Products in files. */
final class DiskLatticeCache extends LatticeCache {
  private final Path folder;
  private final long maxBytes;

  DiskLatticeCache(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  Path folder() {
    return folder;
  }

  long maxBytes() {
    return maxBytes;
  }
}
