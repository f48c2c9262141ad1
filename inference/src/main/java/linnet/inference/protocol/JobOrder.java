// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;

/**
 * In which order linear jobs are asked for: first those whose inputs are masks, or public functions
 * of masks; then those behind one secret convolution of the same run; and so on.
 */
final class JobOrder {
  private JobOrder() {}

  /** Indices into {@link LinearJobs}, round by round. */
  static List<Integer> of(ProgramPlan plan) {
    return rounds(plan).stream().flatMap(List::stream).toList();
  }

  /** The jobs of each round. */
  static List<List<Integer>> rounds(ProgramPlan plan) {
    Map<String, Integer> depth = depths(plan);
    List<LinearJobs.Job> jobs = LinearJobs.of(plan).jobs();
    List<List<Integer>> rounds = new ArrayList<>();
    for (int job = 0; job < jobs.size(); job++) {
      int round = depth.getOrDefault(jobs.get(job).input(), 0);
      while (rounds.size() <= round) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round).add(job);
    }
    return rounds;
  }

  /** Secret convolutions between a value and the masks of its run. */
  private static Map<String, Integer> depths(ProgramPlan plan) {
    Map<String, Integer> depth = new HashMap<>();
    depth.put(ProgramPlan.IMAGE, 0);
    for (Step step : plan.steps()) {
      int below =
          step.inputs().stream().mapToInt(name -> depth.getOrDefault(name, 0)).max().orElse(0);
      depth.put(
          step.name(),
          switch (step) {
            case Step.Boundary boundary -> 0;
            case Step.Convolution convolution -> below + 1;
            default -> below;
          });
    }
    return depth;
  }
}
