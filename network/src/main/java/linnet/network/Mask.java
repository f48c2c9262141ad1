// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The units that stay ReLUs at one site; the others become the identity: {@code y = m * relu(x) +
 * (1 - m) * x}. Immutable. Units are numbered in {@code [C, H, W]} order.
 */
public final class Mask {
  private final Shape shape;
  private final BitSet kept;

  private Mask(Shape shape, BitSet kept) {
    this.shape = shape;
    this.kept = kept;
  }

  /** All units stay. */
  public static Mask all(Shape shape) {
    BitSet bits = new BitSet(shape.units());
    bits.set(0, shape.units());
    return new Mask(shape, bits);
  }

  /** No unit stays: the site is linear. */
  public static Mask none(Shape shape) {
    return new Mask(shape, new BitSet());
  }

  /**
   * The units whose bits are set stay.
   *
   * @throws IllegalArgumentException if a bit beyond the shape is set
   */
  public static Mask of(Shape shape, BitSet kept) {
    if (kept.length() > shape.units()) {
      throw new IllegalArgumentException(
          "bit %d set in a mask of %s".formatted(kept.length() - 1, shape));
    }
    return new Mask(shape, (BitSet) kept.clone());
  }

  /**
   * The units with these numbers stay.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  public static Mask of(Shape shape, int[] keptUnits) {
    BitSet bits = new BitSet(shape.units());
    for (int unit : keptUnits) {
      if (unit < 0 || unit >= shape.units()) {
        throw new IllegalArgumentException("unit %d of a mask of %s".formatted(unit, shape));
      }
      bits.set(unit);
    }
    return new Mask(shape, bits);
  }

  /** Shape {@code [C, H, W]} of the site. */
  public Shape shape() {
    return shape;
  }

  /** Whether the unit stays a ReLU. */
  public boolean keeps(int unit) {
    return kept.get(unit);
  }

  /** Number of units that stay. */
  public int kept() {
    return kept.cardinality();
  }

  /** Numbers of the units that stay, ascending. */
  public int[] keptUnits() {
    return kept.stream().toArray();
  }

  /** Numbers of the units that became the identity, ascending. */
  public int[] linearizedUnits() {
    BitSet rest = new BitSet(shape.units());
    rest.set(0, shape.units());
    rest.andNot(kept);
    return rest.stream().toArray();
  }

  /** A copy of the bits. */
  public BitSet bits() {
    return (BitSet) kept.clone();
  }

  /** 1 for a unit that stays and 0 for one that does not, in {@code [C, H, W]} order. */
  public float[] toFloats() {
    float[] values = new float[shape.units()];
    kept.stream().forEach(unit -> values[unit] = 1);
    return values;
  }

  /** Number of units in which two masks of one shape differ (Hamming distance). */
  public int distance(Mask other) {
    if (!shape.equals(other.shape)) {
      throw new IllegalArgumentException("masks of %s and %s".formatted(shape, other.shape));
    }
    BitSet difference = (BitSet) kept.clone();
    difference.xor(other.kept);
    return difference.cardinality();
  }

  /** Number of kept units of each channel, {@code [C]}. */
  public int[] keptPerChannel() {
    int[] counts = new int[shape.channels()];
    kept.stream().forEach(unit -> counts[unit / shape.plane()]++);
    return counts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask m && shape.equals(m.shape) && kept.equals(m.kept);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new int[] {shape.hashCode(), kept.hashCode()});
  }

  @Override
  public String toString() {
    return "mask of %s keeping %,d".formatted(shape, kept());
  }
}
