// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.InputException;
import linnet.training.loop.Progress;

/**
 * How often a search chooses its units anew: at a fixed pace, and faster if the search is so short
 * that it would choose only a few times.
 *
 * @param steps the most steps from one choice to the next, at least 1
 * @param times choices that a search has room for at least, at least 1: one of few steps chooses
 *     every {@code all steps / times} of them
 */
public record Renewal(int steps, int times) {

  /** Rejects numbers below 1. */
  public Renewal {
    if (steps < 1 || times < 1) {
      throw new InputException(
          "Masks cannot be renewed every %d steps and at least %d times in a search; use whole numbers of at least 1 for renewal and renewals."
              .formatted(steps, times));
    }
  }

  /** As users write it: {@code renewal} steps, {@code renewals} times. */
  public static Renewal of(MethodSettings settings, Renewal otherwise) {
    return new Renewal(
        settings.whole("renewal", otherwise.steps), settings.whole("renewals", otherwise.times));
  }

  /**
   * Steps from one choice to the next.
   *
   * @param all steps of the search
   */
  public long period(long all) {
    return Math.max(1, Math.min(steps, all / times));
  }

  /** Whether units are chosen after a step: once a period, and after the last step. */
  public boolean due(Progress done) {
    return done.complete() || done.step() % period(done.steps()) == 0;
  }
}
