// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builds circuits gate by gate; numbers are arrays of wires, lowest bit first, in two's complement.
 *
 * <p>AND counts are the least known: n−1 for an addition or a subtraction mod 2^n (Kolesnikov,
 * Schneider, ICALP 2008: one a carry), n for a choice between a number of n bits and zero.
 */
public final class CircuitBuilder {
  private final int garblerInputs;
  private final int evaluatorInputs;
  private final List<Circuit.Gate> gates = new ArrayList<>();

  /** A circuit with so many input bits of each party. */
  public CircuitBuilder(int garblerInputs, int evaluatorInputs) {
    this.garblerInputs = garblerInputs;
    this.evaluatorInputs = evaluatorInputs;
  }

  /** The garbler's input wires {@code from} (included) to {@code to} (excluded). */
  public int[] garblerInput(int from, int to) {
    return range(from, to, garblerInputs, 0);
  }

  /** The evaluator's input wires {@code from} (included) to {@code to} (excluded). */
  public int[] evaluatorInput(int from, int to) {
    return range(from, to, evaluatorInputs, garblerInputs);
  }

  /** Left ⊕ right; free. */
  public int xor(int left, int right) {
    return add(Circuit.Kind.XOR, left, right);
  }

  /**
   * Left ∧ right; one AND.
   *
   * @throws IllegalArgumentException if both are one wire, whose labels must not be hashed twice
   */
  public int and(int left, int right) {
    if (left == right) {
      throw new IllegalArgumentException("an AND of a wire with itself is the wire");
    }
    return add(Circuit.Kind.AND, left, right);
  }

  /** ¬wire; free. */
  public int not(int wire) {
    return add(Circuit.Kind.NOT, wire, wire);
  }

  /** (a + b) mod 2^n of two numbers of n bits; n−1 ANDs. */
  public int[] sum(int[] a, int[] b) {
    requireSameWidth(a, b);
    int[] sum = new int[a.length];
    sum[0] = xor(a[0], b[0]);
    int carry = a.length > 1 ? and(a[0], b[0]) : -1;
    for (int i = 1; i < a.length; i++) {
      int left = xor(a[i], carry);
      sum[i] = xor(left, b[i]);
      if (i < a.length - 1) {
        carry = xor(carry, and(left, xor(b[i], carry)));
      }
    }
    return sum;
  }

  /**
   * (a − b) mod 2^n of a number a ≥ 0 of at most n bits (missing high bits are zero) and b of n
   * bits; n−1 ANDs.
   */
  public int[] difference(int[] a, int[] b) {
    if (a.length == 0 || a.length > b.length) {
      throw new IllegalArgumentException("a has 1 to " + b.length + " bits, not " + a.length);
    }
    int[] difference = new int[b.length];
    difference[0] = xor(a[0], b[0]);
    int borrow = b.length > 1 ? and(not(a[0]), b[0]) : -1;
    for (int i = 1; i < b.length; i++) {
      int differs = xor(b[i], borrow);
      difference[i] = i < a.length ? xor(a[i], differs) : differs;
      if (i < b.length - 1) {
        borrow = i < a.length ? nextBorrow(a[i], b[i], borrow) : or(b[i], borrow);
      }
    }
    return difference;
  }

  /** The number where the wire is one, zero where it is not; an AND a bit. */
  public int[] orZero(int choice, int[] number) {
    return Arrays.stream(number).map(bit -> and(choice, bit)).toArray();
  }

  /** a where the wire is one, b where it is not; an AND a bit. */
  public int[] multiplex(int choice, int[] a, int[] b) {
    requireSameWidth(a, b);
    int[] chosen = new int[a.length];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = xor(b[i], and(choice, xor(a[i], b[i])));
    }
    return chosen;
  }

  /** One where a < b, both of one width in two's complement; an AND a bit. */
  public int less(int[] a, int[] b) {
    requireSameWidth(a, b);
    return sign(difference(signExtended(a), signExtended(b)));
  }

  /** left ∨ right; one AND. */
  public int or(int left, int right) {
    return xor(xor(left, right), and(left, right));
  }

  private static int[] signExtended(int[] number) {
    int[] wider = Arrays.copyOf(number, number.length + 1);
    wider[number.length] = sign(number);
    return wider;
  }

  /** One where the number is negative; free. */
  public static int sign(int[] number) {
    return number[number.length - 1];
  }

  /** The circuit with these outputs. */
  public Circuit build(int... outputs) {
    return new Circuit(garblerInputs, evaluatorInputs, gates, outputs);
  }

  /** Majority of ¬a, b and the borrow. */
  private int nextBorrow(int a, int b, int borrow) {
    return xor(borrow, and(not(xor(a, borrow)), xor(b, borrow)));
  }

  private int add(Circuit.Kind kind, int left, int right) {
    int out = garblerInputs + evaluatorInputs + gates.size();
    gates.add(new Circuit.Gate(kind, left, right, out));
    return out;
  }

  private static int[] range(int from, int to, int limit, int offset) {
    if (from < 0 || to < from || to > limit) {
      throw new IllegalArgumentException(
          "bits " + from + " to " + to + " do not lie in an input of " + limit);
    }
    int[] wires = new int[to - from];
    Arrays.setAll(wires, i -> offset + from + i);
    return wires;
  }

  private static void requireSameWidth(int[] a, int[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(
          "numbers of " + a.length + " and " + b.length + " bits do not go together");
    }
  }
}
