// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/**
 * Units that are garbled side by side.
 *
 * @param number its number in the image, part of its tweaks
 * @param bits of a comparison
 * @param firstUnit its first unit, counted over all layers
 * @param lanes units, at most {@link #LANES}
 * @param firstTransfer the transfer of the first unit's lowest bit; bit after bit, within a bit
 *     unit after unit
 */
record SignBlock(int number, int bits, int firstUnit, int lanes, long firstTransfer) {
  /**
   * Units of a full block: enough that re-keying the hash for every gate costs little, and few
   * enough that a gate's labels stay in the first cache.
   */
  static final int LANES = 256;

  int wireBytes() {
    return lanes * Labels.BYTES;
  }

  /** AND gates of a unit: a carry has as many as it has bits below the top. */
  int gates() {
    return bits - 1;
  }

  /** Rows of all gates but the first, which needs none. */
  int tableBytes() {
    return (gates() - 1) * wireBytes();
  }

  int serverLabelBytes() {
    return gates() * wireBytes();
  }

  long endTransfer() {
    return firstTransfer + (long) bits * lanes;
  }
}
