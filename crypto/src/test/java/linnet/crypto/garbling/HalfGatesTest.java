// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.LabelHash;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HalfGatesTest {
  private static final int LANES = 64;

  static Stream<Arguments> gates() {
    CircuitBuilder and = new CircuitBuilder(1, 1);
    CircuitBuilder xor = new CircuitBuilder(1, 1);
    CircuitBuilder not = new CircuitBuilder(1, 1);
    return Stream.of(
        Arguments.of("and", and.build(and.and(0, 1))),
        Arguments.of("xor", xor.build(xor.xor(0, 1))),
        Arguments.of("not", not.build(not.not(0))));
  }

  /** Random labels make every pair of colours occur among the lanes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("gates")
  void everyGateGivesTheLabelOfItsValueForEveryPairOfLabels(String name, Circuit circuit) {
    Prg random = new Prg(new byte[16]);
    long[] delta = {random.longs(1)[0] | 1, random.longs(1)[0]};
    byte[] zeroA = random.bytes(LANES * 16);
    byte[] zeroB = random.bytes(LANES * 16);
    byte[] start = random.bytes(16);
    BlockWires zero = new BlockWires(circuit);
    zero.begin(zeroA, 0, zeroB, 0, LANES * 16);
    byte[] table =
        new HalfGates.Garbler(circuit, new LabelHash(start), delta[0], delta[1])
            .garble(zero, 7, LANES);
    assertThat(table).hasSize(32 * circuit.andGates() * LANES);
    for (int inputs = 0; inputs < 4; inputs++) {
      boolean a = (inputs & 1) != 0;
      boolean b = (inputs & 2) != 0;
      BlockWires active = new BlockWires(circuit);
      active.begin(shifted(zeroA, a, delta), 0, shifted(zeroB, b, delta), 0, LANES * 16);
      new HalfGates.Evaluator(circuit, new LabelHash(start)).evaluate(active, table, 7, LANES);
      boolean value = circuit.evaluate(new boolean[] {a}, new boolean[] {b})[0];
      assertThat(output(active, circuit)).isEqualTo(shifted(output(zero, circuit), value, delta));
    }
  }

  @Test
  void clearGatesFollowTheirTruthTables() {
    for (int inputs = 0; inputs < 4; inputs++) {
      boolean a = (inputs & 1) != 0;
      boolean b = (inputs & 2) != 0;
      CircuitBuilder builder = new CircuitBuilder(1, 1);
      int[] outputs = {builder.and(0, 1), builder.xor(0, 1), builder.not(0)};
      assertThat(builder.build(outputs).evaluate(new boolean[] {a}, new boolean[] {b}))
          .containsExactly(a && b, a != b, !a);
    }
  }

  @ParameterizedTest(name = "width {0}, shift {1}")
  @CsvSource({"2,0", "20,11", "41,12", "64,0", "64,62"})
  void andCountsAreTheStatedOnes(int width, int shift) {
    ReluCircuit relu = new ReluCircuit(width, shift);
    assertThat(relu.circuit().andGates())
        .isEqualTo(relu.andGates())
        .isEqualTo((width - 1) + (width - 1 - shift) + 63);
  }

  @Test
  void multiplexAndSumAndDifferenceComputeWhatTheySay() {
    CircuitBuilder builder = new CircuitBuilder(5, 5);
    int[] a = builder.garblerInput(0, 4);
    int[] b = builder.evaluatorInput(0, 4);
    int[] sum = builder.sum(a, b);
    int[] difference = builder.difference(a, b);
    int[] chosen = builder.multiplex(builder.garblerInput(4, 5)[0], sum, difference);
    Circuit circuit = builder.build(chosen);
    assertThat(circuit.andGates()).isEqualTo(3 + 3 + 4);
    for (int i = 0; i < 512; i++) {
      int x = i & 15;
      int y = i >> 4 & 15;
      int expected = (i >> 8 != 0 ? x + y : x - y) & 15;
      assertThat(number(circuit.evaluate(bits(x | (i >> 8) << 4), bits(y)))).isEqualTo(expected);
    }
  }

  @Test
  void anAndOfAWireWithItselfAndBadWidthsAreRefused() {
    assertThatThrownBy(() -> new CircuitBuilder(1, 1).and(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReluCircuit(65, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ReluCircuit(8, 7)).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean[] bits(int value) {
    boolean[] bits = new boolean[5];
    for (int i = 0; i < 5; i++) {
      bits[i] = (value >> i & 1) != 0;
    }
    return bits;
  }

  private static int number(boolean[] bits) {
    int number = 0;
    for (int i = 0; i < bits.length; i++) {
      number |= (bits[i] ? 1 : 0) << i;
    }
    return number;
  }

  private static byte[] output(BlockWires wires, Circuit circuit) {
    byte[] labels = new byte[LANES * 16];
    int wire = circuit.output(0);
    System.arraycopy(wires.array(wire), wires.offset(wire), labels, 0, labels.length);
    return labels;
  }

  private static byte[] shifted(byte[] labels, boolean one, long[] delta) {
    byte[] out = labels.clone();
    for (int i = 0; one && i < out.length; i += 8) {
      LittleEndian.putLong(out, i, LittleEndian.getLong(out, i) ^ delta[i >> 3 & 1]);
    }
    return out;
  }
}
