// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import linnet.crypto.random.LabelHash;

/**
 * Garbles and evaluates many identical circuits side by side.
 *
 * <p>A block has up to {@link #LANES} circuits; within it gate after gate, within a gate lane after
 * lane, so that AES runs in long calls and tables are read as they were written. Labels of an input
 * lie bit after bit, within a bit lane after lane. An AND takes two rows of 16 bytes a lane
 * (generator's rows of all lanes, then evaluator's); XOR and NOT are free. Gates and halves have
 * tweaks of their own, the block's number is part of each.
 *
 * <p>Adversary: semi-honest; the evaluator, who has one label a wire, learns nothing beyond the
 * outputs it is given decodings for, in the ideal-cipher model (tables precede inputs). References:
 * Kolesnikov, Schneider, ICALP 2008 (free XOR); Zahur, Rosulek, Evans, EUROCRYPT 2015 (half gates);
 * Guo, Katz, Wang, Weng, Yu, CRYPTO 2020 (hash).
 */
final class HalfGates {
  /** Circuits in a full block. */
  static final int LANES = 128;

  /** Rows of an AND gate. */
  static final int ROWS = 2;

  private HalfGates() {}

  /** Bytes of a block's table. */
  static int tableBytes(int andGates, int lanes) {
    return ROWS * Labels.BYTES * andGates * lanes;
  }

  /** The side that knows Δ and all zero labels. */
  static final class Garbler {
    private final Circuit circuit;
    private final LabelHash hash;
    private final long low;
    private final long high;
    private final byte[] in = new byte[2 * LANES * Labels.BYTES];
    private final byte[] out = new byte[2 * LANES * Labels.BYTES];

    Garbler(Circuit circuit, LabelHash hash, long differenceLow, long differenceHigh) {
      this.circuit = circuit;
      this.hash = hash;
      low = differenceLow;
      high = differenceHigh;
    }

    /** Turns zero labels of the inputs into those of all wires, and returns the table. */
    byte[] garble(BlockWires wires, int block, int lanes) {
      byte[] table = new byte[tableBytes(circuit.andGates(), lanes)];
      int length = lanes * Labels.BYTES;
      int ands = 0;
      for (Circuit.Gate gate : circuit.gates()) {
        switch (gate.kind()) {
          case XOR -> xorGate(wires, gate, length);
          case NOT -> notGate(wires, gate, length);
          case AND -> andGate(wires, gate, block, ands++, table, length);
        }
      }
      return table;
    }

    private void notGate(BlockWires wires, Circuit.Gate gate, int length) {
      byte[] a = wires.array(gate.left());
      byte[] c = wires.array(gate.out());
      Labels.shift(a, wires.offset(gate.left()), low, high, c, wires.offset(gate.out()), length);
    }

    private void andGate(
        BlockWires wires, Circuit.Gate gate, int block, int index, byte[] table, int length) {
      byte[] a = wires.array(gate.left());
      byte[] b = wires.array(gate.right());
      byte[] c = wires.array(gate.out());
      int ao = wires.offset(gate.left());
      int bo = wires.offset(gate.right());
      int co = wires.offset(gate.out());
      int row = ROWS * index * length;
      hashPair(a, ao, 2 * index, block, length);
      HalfGateRows.garbleGenerator(in, out, a, ao, b, bo, low, high, table, row, c, co, length);
      hashPair(b, bo, 2 * index + 1, block, length);
      HalfGateRows.garbleEvaluator(in, out, a, ao, b, bo, table, row + length, c, co, length);
    }

    private void hashPair(byte[] a, int ao, int tweak, int block, int length) {
      Labels.sigmaPair(a, ao, low, high, in, length);
      hash.encrypt(in, out, 2 * length, tweak, block);
    }
  }

  /** The side that has one label a wire. */
  static final class Evaluator {
    private final Circuit circuit;
    private final LabelHash hash;
    private final byte[] in = new byte[LANES * Labels.BYTES];
    private final byte[] out = new byte[LANES * Labels.BYTES];

    Evaluator(Circuit circuit, LabelHash hash) {
      this.circuit = circuit;
      this.hash = hash;
    }

    /** Turns the labels of the inputs into those of all wires. */
    void evaluate(BlockWires wires, byte[] table, int block, int lanes) {
      int length = lanes * Labels.BYTES;
      int ands = 0;
      for (Circuit.Gate gate : circuit.gates()) {
        switch (gate.kind()) {
          case XOR -> xorGate(wires, gate, length);
          case NOT -> notGate(wires, gate, length);
          case AND -> andGate(wires, gate, block, ands++, table, length);
        }
      }
    }

    private static void notGate(BlockWires wires, Circuit.Gate gate, int length) {
      byte[] a = wires.array(gate.left());
      byte[] c = wires.array(gate.out());
      System.arraycopy(a, wires.offset(gate.left()), c, wires.offset(gate.out()), length);
    }

    private void andGate(
        BlockWires wires, Circuit.Gate gate, int block, int index, byte[] table, int length) {
      byte[] a = wires.array(gate.left());
      byte[] b = wires.array(gate.right());
      byte[] c = wires.array(gate.out());
      int ao = wires.offset(gate.left());
      int bo = wires.offset(gate.right());
      int co = wires.offset(gate.out());
      int row = ROWS * index * length;
      hashOne(a, ao, 2 * index, block, length);
      HalfGateRows.evaluateGenerator(in, out, a, ao, table, row, c, co, length);
      hashOne(b, bo, 2 * index + 1, block, length);
      HalfGateRows.evaluateEvaluator(in, out, a, ao, b, bo, table, row + length, c, co, length);
    }

    private void hashOne(byte[] a, int ao, int tweak, int block, int length) {
      Labels.sigma(a, ao, in, length);
      hash.encrypt(in, out, length, tweak, block);
    }
  }

  private static void xorGate(BlockWires wires, Circuit.Gate gate, int length) {
    Labels.xor(
        wires.array(gate.left()),
        wires.offset(gate.left()),
        wires.array(gate.right()),
        wires.offset(gate.right()),
        wires.array(gate.out()),
        wires.offset(gate.out()),
        length);
  }
}
