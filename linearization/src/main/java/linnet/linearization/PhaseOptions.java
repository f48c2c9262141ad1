// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

/**
 * One phase of a student's training.
 *
 * @param schedule how long and how fast
 * @param objective what it minimizes
 */
public record PhaseOptions(Schedule schedule, Objective objective) {
  /** The same for another number of epochs. */
  public PhaseOptions withEpochs(int epochs) {
    return new PhaseOptions(schedule.withEpochs(epochs), objective);
  }

  /** The same on another schedule. */
  public PhaseOptions withSchedule(Schedule other) {
    return new PhaseOptions(other, objective);
  }

  /** The same for another objective. */
  public PhaseOptions withObjective(Objective other) {
    return new PhaseOptions(schedule, other);
  }
}
