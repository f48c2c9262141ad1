// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;

/**
 * What a preparation cost, seen from one end of the channel.
 *
 * @param pieces how many it made
 * @param linear all linear layers of the batch
 * @param comparisons garbling, transfers and shares of linearized units, of all pieces
 * @param jobs time of each encrypted linear job, in order; empty at the server
 */
public record PreparationStatistics(
    int pieces, PhaseStatistics linear, PhaseStatistics comparisons, List<JobTime> jobs) {
  /**
   * One linear job.
   *
   * @param name of its first convolution
   * @param millis from the job before until its answer was decrypted
   */
  public record JobTime(String name, double millis) {}

  /** Copies the list. */
  public PreparationStatistics {
    jobs = List.copyOf(jobs);
  }

  /** Everything together. */
  public PhaseStatistics total() {
    return linear.plus(comparisons);
  }
}
