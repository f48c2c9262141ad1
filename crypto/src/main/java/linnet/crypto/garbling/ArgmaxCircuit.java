// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.Arrays;

/**
 * The index of the largest of several shared numbers, the first of equals.
 *
 * <p>Garbler (server) and evaluator (client) each give {@code width} bits of each share; the sums
 * mod 2^width are compared as signed numbers, one after the other with the largest so far. ANDs a
 * class: width−1 for the sum, width for the comparison, width for the choice, one a bit of the
 * index.
 *
 * @param classes how many numbers, 2 to 65,536
 * @param width bits of a number, 2 to 63; the caller bounds magnitudes below 2^(width−1)
 */
record ArgmaxCircuit(int classes, int width) {
  ArgmaxCircuit {
    if (classes < 2 || classes > 1 << 16 || width < 2 || width > 63) {
      throw new IllegalArgumentException(
          "the largest of %d numbers of %d bits cannot be found; classes are 2 to 65536, bits 2 to 63"
              .formatted(classes, width));
    }
  }

  /** Bits that each party gives. */
  int inputBits() {
    return classes * width;
  }

  /** Bits of an index. */
  int indexBits() {
    return 32 - Integer.numberOfLeadingZeros(classes - 1);
  }

  Circuit circuit() {
    CircuitBuilder builder = new CircuitBuilder(inputBits(), inputBits());
    int[] largest = number(builder, 0);
    int[] index = new int[0];
    for (int i = 1; i < classes; i++) {
      int[] next = number(builder, i);
      int greater = builder.less(largest, next);
      index = i == 1 ? firstIndex(builder, greater) : index(builder, greater, i, index);
      largest = i < classes - 1 ? builder.multiplex(greater, next, largest) : largest;
    }
    return builder.build(index);
  }

  private int[] number(CircuitBuilder builder, int index) {
    int from = index * width;
    return builder.sum(
        builder.garblerInput(from, from + width), builder.evaluatorInput(from, from + width));
  }

  /** 1 or 0: the high bits are the wire that is always zero. */
  private int[] firstIndex(CircuitBuilder builder, int greater) {
    int[] index = new int[indexBits()];
    Arrays.fill(index, builder.xor(greater, greater));
    index[0] = greater;
    return index;
  }

  /** The public {@code i} where the wire is one, the index so far where it is not. */
  private static int[] index(CircuitBuilder builder, int greater, int i, int[] index) {
    int[] chosen = new int[index.length];
    for (int bit = 0; bit < chosen.length; bit++) {
      chosen[bit] =
          (i >> bit & 1) != 0
              ? builder.or(greater, index[bit])
              : builder.and(builder.not(greater), index[bit]);
    }
    return chosen;
  }
}
