// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.Mask;
import linnet.network.Masks;

/** How far two sets of masks of one network are apart. */
public final class MaskDistance {
  private MaskDistance() {}

  /**
   * The Hamming distance over the largest that the numbers of kept units allow, between 0 (equal)
   * and 1 (as disjoint as possible). A site of n units that keeps k here and l there can differ in
   * {@code min(k + l, 2n - k - l)}; for masks of one allocation that is {@code 2 min(k, n - k)}.
   *
   * <p>SENet divides by the number of units instead. Then a budget of 2 % is always "closer than
   * 0.05", whatever happens; relative to what is possible, the threshold means the same at every
   * budget.
   */
  public static double normalized(Masks left, Masks right) {
    long changed = 0;
    long possible = 0;
    for (String site : left.sites()) {
      Mask mask = left.get(site);
      changed += mask.distance(right.get(site));
      long kept = (long) mask.kept() + right.get(site).kept();
      possible += Math.min(kept, 2L * mask.shape().units() - kept);
    }
    return possible == 0 ? 0 : (double) changed / possible;
  }
}
