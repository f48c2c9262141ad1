// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

/**
 * How many units are still kept while a search goes on: from all at its start down to the budget,
 * which holds from some point on. What the methods that remove units step by step have in common.
 */
@FunctionalInterface
public interface KeepSchedule {

  /**
   * Units to keep; never fewer for less progress.
   *
   * @param progress the part of the search that is done, in [0, 1]
   */
  int kept(double progress);

  /**
   * Falls by an equal factor in equal times.
   *
   * @param all units of the network
   * @param budget units to end with
   * @param end the part of the search at which the budget is reached, in (0, 1]
   */
  static KeepSchedule geometric(int all, int budget, double end) {
    return geometric(all, budget, 0, end);
  }

  /**
   * Keeps all during a warm-up, then falls by an equal factor in equal times.
   *
   * @param all units of the network
   * @param budget units to end with
   * @param begin the part of the search that is warm-up, in [0, 1)
   * @param end the part at which the budget is reached, above {@code begin} and at most 1
   */
  static KeepSchedule geometric(int all, int budget, double begin, double end) {
    double ratio = Math.max(budget, 1) / (double) all; // a factor to 0 would be 0 at once
    return progress -> {
      if (progress >= end || budget == all) {
        return budget;
      }
      double p = Math.max(0, (progress - begin) / (end - begin));
      return (int) Math.max(budget, Math.round(all * Math.pow(ratio, p)));
    };
  }

  /**
   * Keeps all during a warm-up, then falls along half a cosine of a power of the progress, {@code
   * budget + (all - budget) * 0.5 * (1 + cos(pi * p^power))} (ReLUPruner, AAAI 2026).
   *
   * @param all units of the network
   * @param budget units to end with
   * @param begin the part of the search that is warm-up, in [0, 1)
   * @param end the part at which the budget is reached, above {@code begin} and at most 1; p is 0
   *     at {@code begin} and 1 here
   * @param power positive; above 1 the first units go later
   */
  static KeepSchedule cosine(int all, int budget, double begin, double end, double power) {
    return progress -> {
      if (progress >= end) {
        return budget;
      }
      double p = Math.max(0, (progress - begin) / (end - begin));
      double part = 0.5 * (1 + Math.cos(Math.PI * Math.pow(p, power)));
      return budget + (int) Math.round((all - budget) * part);
    };
  }
}
