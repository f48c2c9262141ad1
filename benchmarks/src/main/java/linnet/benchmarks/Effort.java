// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import linnet.inference.cost.Repetitions;

/**
 * How much is measured.
 *
 * @param kernels repetitions of short measurements
 * @param runs repetitions of whole preparations and inferences
 * @param units compared in measurements of comparisons
 * @param width channels of ResNet18's first stage; aims are for {@link #FULL_WIDTH}
 * @param batches of encrypted layers
 * @param prepareBatch pieces prepared at once for the whole network
 * @param budgets kept units at which links are compared
 */
public record Effort(
    Repetitions kernels,
    Repetitions runs,
    int units,
    int width,
    List<Integer> batches,
    int prepareBatch,
    List<Integer> budgets) {
  /** The width at which the papers use ResNet18. */
  public static final int FULL_WIDTH = 64;

  private static final List<Integer> BUDGETS = List.of(25_000, 50_000, 100_000);

  /** The figures that aims are stated for: minutes. */
  public static final Effort FULL =
      new Effort(
          new Repetitions(3, 7),
          new Repetitions(1, 5),
          100_000,
          FULL_WIDTH,
          List.of(256, 8, 1),
          64,
          BUDGETS);

  /** Fewer repetitions, and no batch above 8: an indication in a minute or two. */
  public static final Effort QUICK =
      new Effort(
          new Repetitions(2, 3),
          new Repetitions(1, 1),
          25_000,
          FULL_WIDTH,
          List.of(8, 1),
          8,
          BUDGETS);

  /** The aim, where it is stated for this width. */
  Aim atFullWidth(Aim aim) {
    return width == FULL_WIDTH ? aim : Aim.NONE;
  }
}
