// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

/**
 * Where a phase stands.
 *
 * @param step steps done since the phase began
 * @param steps all steps of the phase
 */
public record Progress(long step, long steps) {
  /** Steps done over all steps, in [0, 1]. */
  public double fraction() {
    return (double) step / steps;
  }

  /** Whether all steps are done. */
  public boolean complete() {
    return step >= steps;
  }

  Progress next() {
    return new Progress(step + 1, steps);
  }
}
