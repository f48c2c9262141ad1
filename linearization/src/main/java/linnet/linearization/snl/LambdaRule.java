// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

/** How the weight lambda of the penalty on the alphas changes. */
public enum LambdaRule {
  /**
   * After each epoch from some epoch on in which the number of alphas above the threshold is not
   * below the lowest so far, lambda grows by a factor: the published rule. It takes as many epochs
   * as it takes.
   */
  PAPER,
  /**
   * The sum of the alphas follows a geometric ramp from all units to the budget. Many times during
   * the search, lambda grows by the factor if the sum is above the ramp and does not approach it in
   * proportion, and shrinks by it if the sum is below and moves away. So a short search meets the
   * budget too.
   */
  STEERED
}
