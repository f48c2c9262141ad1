// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.List;

/**
 * Blocks of one layer that travel in one message: labels of all blocks, a row of 8 bytes for each
 * unit, then a bit for each unit.
 */
final class LayerGroup {
  /** Blocks of a full group: a few megabytes. */
  static final int BLOCKS = 32;

  private final List<SignBlock> blocks;
  private final int[] labelsAt;
  private final int units;

  LayerGroup(List<SignBlock> blocks) {
    this.blocks = blocks;
    labelsAt = new int[blocks.size() + 1];
    int count = 0;
    for (int i = 0; i < blocks.size(); i++) {
      labelsAt[i + 1] = labelsAt[i] + blocks.get(i).serverLabelBytes();
      count += blocks.get(i).lanes();
    }
    units = count;
  }

  List<SignBlock> blocks() {
    return blocks;
  }

  int size() {
    return blocks.size();
  }

  SignBlock block(int index) {
    return blocks.get(index);
  }

  int units() {
    return units;
  }

  /** A unit's place in the group. */
  int row(int unit) {
    return unit - blocks.getFirst().firstUnit();
  }

  /** Where a block's labels begin. */
  int labelsAt(int index) {
    return labelsAt[index];
  }

  /** Where a unit's row begins. */
  int rowAt(int row) {
    return labelsAt[blocks.size()] + Long.BYTES * row;
  }

  /** Where the bits begin. */
  int bitsAt() {
    return rowAt(units);
  }

  int bitBytes() {
    return (units + 7) / 8;
  }

  /** Bytes of the message. */
  int bytes() {
    return bitsAt() + bitBytes();
  }
}
