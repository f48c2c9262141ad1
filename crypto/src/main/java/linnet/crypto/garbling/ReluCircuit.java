// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.util.Arrays;

/**
 * The exact ReLU on shares, truncated and masked anew: with {@code z = (z_S + z_C) mod 2^width}
 * taken as signed, {@code (relu(z) >> shift) − r_next mod 2^64}.
 *
 * <p>The garbler (server) gives {@code width} bits of z_S, the evaluator (client) {@code width}
 * bits of z_C and 64 bits of r_next. ANDs: {@code width−1} for the sum, {@code width−1−shift} for
 * the choice, 63 for the mask. Dropping low bits is free.
 *
 * @param width bits of the comparison, 2 to 64; the caller bounds |z| below 2^(width−1)
 * @param shift bits that the truncation drops, 0 to width−2
 */
public record ReluCircuit(int width, int shift) {
  /** Bits of the result and of the next mask. */
  public static final int MASK_BITS = 64;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if width or shift is out of range
   */
  public ReluCircuit {
    if (width < 2 || width > 64 || shift < 0 || shift > width - 2) {
      throw new IllegalArgumentException(
          "a ReLU of %d bits cannot drop %d; width is 2 to 64, shift 0 to width - 2"
              .formatted(width, shift));
    }
  }

  /** AND gates of a unit. */
  public int andGates() {
    return 2 * (width - 1) - shift + MASK_BITS - 1;
  }

  /** Bits that the client gives for a unit. */
  public int clientBits() {
    return width + MASK_BITS;
  }

  /** The circuit of one unit. */
  public Circuit circuit() {
    CircuitBuilder builder = new CircuitBuilder(width, clientBits());
    int[] z = builder.sum(builder.garblerInput(0, width), builder.evaluatorInput(0, width));
    int[] magnitude = Arrays.copyOfRange(z, shift, width - 1);
    int[] relu = builder.orZero(builder.not(CircuitBuilder.sign(z)), magnitude);
    return builder.build(builder.difference(relu, builder.evaluatorInput(width, clientBits())));
  }

  /** What the circuit computes, in the clear: the result for one unit. */
  public long evaluate(long serverShare, long clientShare, long nextMask) {
    int unused = 64 - width;
    long z = (serverShare + clientShare) << unused >> unused;
    return (Math.max(0, z) >> shift) - nextMask;
  }
}
