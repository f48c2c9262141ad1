// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

/**
 * How many units are still kept while the search goes on: from all at its start, falling by an
 * equal factor in equal times (a geometric ramp), to the budget at {@code end} and from there on.
 *
 * @param all units of the network
 * @param budget units to end with
 * @param end fraction of the search at which the budget is reached, in (0, 1]
 */
record KeepRamp(int all, int budget, double end) {

  /** Units to keep when this fraction of the search is done. */
  int kept(double progress) {
    if (progress >= end || budget == all) {
      return budget;
    }
    double part = progress / end;
    double ratio = Math.max(budget, 1) / (double) all; // a factor to 0 would be 0 at once
    return (int) Math.max(budget, Math.round(all * Math.pow(ratio, part)));
  }
}
