// SPDX-License-Identifier: Apache-2.0
package linnet.inference.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Splits the steps of a plan into linear runs. */
final class LinearRuns {
  private LinearRuns() {}

  static List<LinearRun> of(List<Step> steps) {
    List<LinearRun> runs = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Boundary boundary) {
        runs.add(endingIn(boundary.input(), steps.subList(0, i)));
      }
    }
    runs.add(endingIn(steps.getLast().name(), steps));
    return runs;
  }

  private static LinearRun endingIn(String output, List<Step> before) {
    Set<String> needed = new HashSet<>(Set.of(output));
    List<String> reads = new ArrayList<>();
    List<String> inside = new ArrayList<>();
    for (Step step : before.reversed()) {
      if (!needed.contains(step.name())) {
        continue;
      }
      if (step instanceof Step.Boundary) {
        reads.addFirst(step.name());
      } else {
        inside.addFirst(step.name());
        needed.addAll(step.inputs());
      }
    }
    if (needed.contains(ProgramPlan.IMAGE)) {
      reads.addFirst(ProgramPlan.IMAGE);
    }
    return new LinearRun(output, reads, inside);
  }
}
