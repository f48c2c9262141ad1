// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.List;
import java.util.Map;
import linnet.network.InputException;

/** Which cell of a sweep a process of a cluster does. */
final class TaskNumber {
  /** Where schedulers say which task of an array a process is. */
  static final List<String> VARIABLES = List.of("SLURM_ARRAY_TASK_ID", "JOB_COMPLETION_INDEX");

  private TaskNumber() {}

  /**
   * The number that was given, or the scheduler's.
   *
   * @param given may be empty
   * @throws InputException if there is none, or it is no cell's
   */
  static int of(String given, Map<String, String> environment, int cells) {
    String text = given.isEmpty() ? scheduled(environment) : given;
    try {
      int number = Integer.parseInt(text.strip());
      if (number >= 0 && number < cells) {
        return number;
      }
    } catch (NumberFormatException e) {
      // answered below, like a number that is none of a cell
    }
    throw new InputException(
        "There is no cell %s; the grid's are numbered from 0 to %d.".formatted(text, cells - 1));
  }

  private static String scheduled(Map<String, String> environment) {
    return VARIABLES.stream()
        .filter(environment::containsKey)
        .map(environment::get)
        .findFirst()
        .orElseThrow(
            () ->
                new InputException(
                    "Which task this is stands neither after --task nor in %s."
                        .formatted(String.join(" or ", VARIABLES))));
  }
}
