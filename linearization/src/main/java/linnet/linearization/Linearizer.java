// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/** A method that turns a teacher into a student of exactly a given number of ReLUs. */
public interface Linearizer {
  /** As on the command line, for example {@code fisher}. */
  String name();

  /**
   * Searches masks and trains the student.
   *
   * @param teacher the trained all-ReLU network
   * @param data images to learn from
   * @param budget how many units the student keeps: exactly, or, where a method keeps whole
   *     channels, but for a remainder that no further channel fits into ({@link
   *     Granularity#CHANNEL})
   * @param options how to train
   * @param records where checkpoints and metrics of this very run stand, and who is told about
   *     progress; a run that was killed at any moment goes on from there and ends with the same
   *     student, bit for bit
   * @throws linnet.network.BudgetException if the budget is above what the network has
   * @throws linnet.network.InputException if data, options or records cannot be used
   */
  LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions options,
      TrainingRecords records);
}
