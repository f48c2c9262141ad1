// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import linnet.report.RunConfiguration;
import linnet.report.RunDirectory;
import linnet.training.parallel.Collective;
import linnet.training.parallel.Division;

/**
 * Into how many parts a run's batches fall, where it is more than one; in its {@code config.yaml}.
 *
 * @param parts see {@link Division}
 */
record BatchDivision(int parts) {
  private static final String SECTION = "batch division";

  /** That of a run. */
  static BatchDivision of(RunDirectory run) {
    return run.configuration().has(SECTION)
        ? run.configuration().section(SECTION, BatchDivision.class)
        : new BatchDivision(1);
  }

  /** A configuration with this division. */
  RunConfiguration in(RunConfiguration configuration) {
    return parts > 1 ? configuration.with(SECTION, this) : configuration;
  }

  Division among(Collective processes) {
    return new Division(parts, processes);
  }
}
