// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.Arrays;

/** The labels of all wires of one block of lanes: inputs where they were given, gates in slots. */
final class BlockWires {
  private static final byte[] NONE = new byte[0];

  private final Circuit circuit;
  private final byte[] slots;
  private byte[] garblerInputs = NONE;
  private int garblerOffset;
  private byte[] evaluatorInputs = NONE;
  private int evaluatorOffset;
  private int wireBytes;

  BlockWires(Circuit circuit) {
    this.circuit = circuit;
    slots = new byte[circuit.slotCount() * HalfGates.LANES * Labels.BYTES];
  }

  /** Begins a block whose input labels lie bit after bit from the offsets on. */
  void begin(
      byte[] garbler, int fromGarbler, byte[] evaluator, int fromEvaluator, int bytesOfWire) {
    garblerInputs = garbler;
    garblerOffset = fromGarbler;
    evaluatorInputs = evaluator;
    evaluatorOffset = fromEvaluator;
    wireBytes = bytesOfWire;
  }

  byte[] array(int wire) {
    if (wire < circuit.garblerInputs()) {
      return garblerInputs;
    }
    return wire < circuit.inputs() ? evaluatorInputs : slots;
  }

  int offset(int wire) {
    if (wire < circuit.garblerInputs()) {
      return garblerOffset + wire * wireBytes;
    }
    return wire < circuit.inputs()
        ? evaluatorOffset + (wire - circuit.garblerInputs()) * wireBytes
        : circuit.slot(wire) * wireBytes;
  }

  /**
   * Adds (xor) the colours of the outputs, bit i of a lane's value that of output i (at most 64).
   */
  void outputColours(long[] values, int first) {
    for (int i = 0; i < circuit.outputCount(); i++) {
      int wire = circuit.output(i);
      Labels.colours(array(wire), offset(wire), values, first, i, wireBytes);
    }
  }

  void wipe() {
    Arrays.fill(slots, (byte) 0);
    begin(NONE, 0, NONE, 0, 0);
  }
}
