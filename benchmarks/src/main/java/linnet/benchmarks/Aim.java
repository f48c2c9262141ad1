// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.math.BigDecimal;

/**
 * What a figure should reach.
 *
 * @param direction whether more or less is better
 * @param bound in the unit of the figure
 */
public record Aim(Direction direction, double bound) {
  /** Which side of the bound is wanted. */
  public enum Direction {
    /** The bound or less. */
    AT_MOST,
    /** The bound or more. */
    AT_LEAST,
    /** Nothing is wanted. */
    NONE
  }

  /** Nothing in particular. */
  public static final Aim NONE = new Aim(Direction.NONE, 0);

  /** The bound or less. */
  public static Aim atMost(double bound) {
    return new Aim(Direction.AT_MOST, bound);
  }

  /** The bound or more. */
  public static Aim atLeast(double bound) {
    return new Aim(Direction.AT_LEAST, bound);
  }

  /** Whether a figure reaches it. */
  public boolean isMetBy(double value) {
    return switch (direction) {
      case AT_MOST -> value <= bound;
      case AT_LEAST -> value >= bound;
      case NONE -> true;
    };
  }

  /** Such as {@code ≤ 0.25}; empty for none. */
  @Override
  public String toString() {
    String number = BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
    return switch (direction) {
      case AT_MOST -> "≤ " + number;
      case AT_LEAST -> "≥ " + number;
      case NONE -> "";
    };
  }
}
