// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.Arrays;
import java.util.List;

/**
 * A boolean circuit of two inputs (garbler's, evaluator's) as gates in the order of evaluation.
 *
 * <p>Wires are numbered: garbler's inputs, evaluator's inputs, then one a gate. Made by {@link
 * CircuitBuilder}.
 */
public final class Circuit {
  enum Kind {
    XOR,
    AND,
    NOT
  }

  /** One gate; NOT has its input twice. */
  record Gate(Kind kind, int left, int right, int out) {}

  private final int garblerInputs;
  private final int evaluatorInputs;
  private final List<Gate> gates;
  private final int[] outputs;
  private final int[] slots;
  private final int slotCount;
  private final int andGates;

  Circuit(int garblerInputs, int evaluatorInputs, List<Gate> gates, int[] outputs) {
    this.garblerInputs = garblerInputs;
    this.evaluatorInputs = evaluatorInputs;
    this.gates = List.copyOf(gates);
    this.outputs = outputs.clone();
    SlotPlan plan = SlotPlan.of(inputs(), this.gates, outputs);
    slots = plan.slots();
    slotCount = plan.count();
    andGates = (int) gates.stream().filter(gate -> gate.kind() == Kind.AND).count();
  }

  /** Bits that the garbler gives. */
  public int garblerInputs() {
    return garblerInputs;
  }

  /** Bits that the evaluator gives. */
  public int evaluatorInputs() {
    return evaluatorInputs;
  }

  /** Bits that come out. */
  public int outputCount() {
    return outputs.length;
  }

  /** AND gates: the cost; XOR and NOT are free. */
  public int andGates() {
    return andGates;
  }

  /**
   * Evaluates the circuit in the clear.
   *
   * @throws IllegalArgumentException if the counts of bits are wrong
   */
  public boolean[] evaluate(boolean[] garbler, boolean[] evaluator) {
    if (garbler.length != garblerInputs || evaluator.length != evaluatorInputs) {
      throw new IllegalArgumentException("the circuit takes other counts of bits");
    }
    boolean[] wires = Arrays.copyOf(garbler, inputs() + gates.size());
    System.arraycopy(evaluator, 0, wires, garblerInputs, evaluatorInputs);
    for (Gate gate : gates) {
      wires[gate.out()] = value(gate.kind(), wires[gate.left()], wires[gate.right()]);
    }
    boolean[] result = new boolean[outputs.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = wires[outputs[i]];
    }
    return result;
  }

  private static boolean value(Kind kind, boolean left, boolean right) {
    return switch (kind) {
      case XOR -> left ^ right;
      case AND -> left && right;
      case NOT -> !left;
    };
  }

  int inputs() {
    return garblerInputs + evaluatorInputs;
  }

  List<Gate> gates() {
    return gates;
  }

  int output(int index) {
    return outputs[index];
  }

  /** Where a gate's wire lives; slots are used again once their wire is no longer read. */
  int slot(int wire) {
    return slots[wire - inputs()];
  }

  int slotCount() {
    return slotCount;
  }
}
