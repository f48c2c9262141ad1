// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/**
 * Units that are garbled side by side.
 *
 * @param number its number in the image, part of its tweaks
 * @param bits of a comparison
 * @param firstUnit its first unit, counted over all layers
 * @param lanes units, at most 128
 * @param firstTransfer the transfer of the first unit's lowest bit; bit after bit, within a bit
 *     unit after unit
 */
record SignBlock(int number, int bits, int firstUnit, int lanes, long firstTransfer) {
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
