// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/** Few slots for many wires, so that the labels of a block stay in the processor's cache. */
// Internal to the circuit that asked for it; never compared.
@SuppressWarnings("ArrayRecordComponent")
record SlotPlan(int[] slots, int count) {
  /**
   * A gate's output never takes the slot of its own inputs, which are still read while it is made.
   */
  static SlotPlan of(int inputs, List<Circuit.Gate> gates, int[] outputs) {
    int[] lastUse = lastUses(inputs, gates, outputs);
    int[] slots = new int[gates.size()];
    ArrayDeque<Integer> free = new ArrayDeque<>();
    int count = 0;
    for (int g = 0; g < slots.length; g++) {
      Integer reused = free.poll();
      slots[g] = reused == null ? count++ : reused;
      Circuit.Gate gate = gates.get(g);
      if (lastUse[gate.out()] < 0) {
        free.push(slots[g]);
      }
      release(gate.left(), g, inputs, lastUse, slots, free);
      if (gate.right() != gate.left()) {
        release(gate.right(), g, inputs, lastUse, slots, free);
      }
    }
    return new SlotPlan(slots, count);
  }

  private static int[] lastUses(int inputs, List<Circuit.Gate> gates, int[] outputs) {
    int[] lastUse = new int[inputs + gates.size()];
    Arrays.fill(lastUse, -1);
    for (int g = 0; g < gates.size(); g++) {
      lastUse[gates.get(g).left()] = g;
      lastUse[gates.get(g).right()] = g;
    }
    for (int output : outputs) {
      lastUse[output] = Integer.MAX_VALUE;
    }
    return lastUse;
  }

  private static void release(
      int wire, int gate, int inputs, int[] lastUse, int[] slots, ArrayDeque<Integer> free) {
    if (wire >= inputs && lastUse[wire] == gate) {
      free.push(slots[wire - inputs]);
    }
  }
}
