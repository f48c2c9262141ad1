// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import linnet.network.Network;
import linnet.network.bundle.Bundle;
import linnet.report.Environment;
import linnet.report.RunConfiguration;
import linnet.report.RunDirectory;
import linnet.report.RunResults;

/**
 * All that the page shows.
 *
 * @param run name of the run
 * @param bundles by name: teacher, student, then the others
 * @param results figures measured so far
 * @param metrics course of training
 * @param configuration what was asked for
 * @param environment machine and program
 */
record ReportFacts(
    String run,
    Map<String, Bundle> bundles,
    RunResults results,
    Metrics metrics,
    RunConfiguration configuration,
    Environment environment) {

  /** Gathers the facts of a run; what was not made yet is simply missing. */
  static ReportFacts of(RunDirectory run) {
    Map<String, Bundle> bundles = new LinkedHashMap<>();
    run.bundles().forEach(name -> bundles.put(name, run.bundle(name)));
    return new ReportFacts(
        run.name(),
        bundles,
        run.results(),
        Metrics.of(run),
        run.configuration(),
        run.environment());
  }

  /** The network, which all bundles of a run share; empty before there is one. */
  Optional<Network> network() {
    return bundles.values().stream().findFirst().map(bundle -> bundle.model().network());
  }

  /** The linearized classifier; empty before there is one. */
  Optional<Bundle> student() {
    return Optional.ofNullable(bundles.get(RunDirectory.STUDENT));
  }
}
