// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of equally many lanes that are prepared together; bounds what is in flight at once.
 *
 * @param firstUnit its first unit
 * @param firstBlock number of its first block
 * @param blocks how many
 * @param lanes units of each block
 */
record Slice(int firstUnit, int firstBlock, int blocks, int lanes) {
  /** Blocks of a full slice: 64, so that the transfers of whole slices fill whole words. */
  private static final int BLOCKS = 64;

  /** Full slices, then the remaining full blocks, then the last units as a narrower block. */
  static List<Slice> of(int units) {
    List<Slice> slices = new ArrayList<>();
    int fullBlocks = units / HalfGates.LANES;
    for (int block = 0; block < fullBlocks; block += BLOCKS) {
      int count = Math.min(BLOCKS, fullBlocks - block);
      slices.add(new Slice(block * HalfGates.LANES, block, count, HalfGates.LANES));
    }
    int done = fullBlocks * HalfGates.LANES;
    if (done < units) {
      slices.add(new Slice(done, fullBlocks, 1, units - done));
    }
    return slices;
  }

  int units() {
    return blocks * lanes;
  }

  /** First unit of one of its blocks. */
  int unit(int block) {
    return firstUnit + block * lanes;
  }

  /** Bytes of one wire's labels in a block. */
  int wireBytes() {
    return lanes * Labels.BYTES;
  }

  /** Words of correlated transfers for {@code bits} choice bits a unit. */
  int transferWords(int bits) {
    return (blocks * bits + 63) / 64;
  }
}
