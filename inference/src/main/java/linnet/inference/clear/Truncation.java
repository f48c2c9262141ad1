// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

import java.util.SplittableRandom;
import linnet.inference.plan.Step;
import org.jspecify.annotations.Nullable;

/**
 * How the clear executor truncates at boundaries: linearized units, and kept ones as well where
 * {@link #ofKeptUnits} says so.
 */
@FunctionalInterface
public interface Truncation {
  /** Arithmetic shift, rounding down: what the protocol does up to the local ±1 ulp. */
  Truncation FLOOR = (boundary, batch) -> null;

  /**
   * The client's share of every unit of a boundary before truncation; the server's share is what is
   * missing to the value. Both are then truncated as the parties do.
   *
   * @param boundary which one
   * @param batch number of images
   * @return {@code [B][C*H*W]}, or null to round down
   */
  long @Nullable [][] clientShares(Step.Boundary boundary, int batch);

  /**
   * Whether the shares of kept units are truncated too, before their signs are compared: so do
   * one-round signs; the full circuit truncates the value itself.
   */
  default boolean ofKeptUnits() {
    return false;
  }

  /** The same with the shares of kept units truncated too. */
  default Truncation alsoOfKeptUnits() {
    Truncation shares = this;
    return new Truncation() {
      @Override
      public long @Nullable [][] clientShares(Step.Boundary boundary, int batch) {
        return shares.clientShares(boundary, batch);
      }

      @Override
      public boolean ofKeptUnits() {
        return true;
      }
    };
  }

  /** Random client shares, as the protocol has them: the same seed gives the same shares. */
  static Truncation simulated(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return (boundary, batch) -> {
      long[][] shares = new long[batch][];
      for (int b = 0; b < batch; b++) {
        shares[b] = random.longs(boundary.kept().shape().units()).toArray();
      }
      return shares;
    };
  }
}
