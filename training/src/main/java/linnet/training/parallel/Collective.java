// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

import org.bytedeco.pytorch.Tensor;

/**
 * Processes that train one model together. All of them call the same methods in the same order; a
 * call returns when all have made it.
 */
public interface Collective extends AutoCloseable {
  /** One process that has nobody to talk to. */
  static Collective alone() {
    return new Alone();
  }

  /** This process's number, from 0 to {@link #size()} - 1. */
  int rank();

  /** Number of processes. */
  int size();

  /** Whether this process writes files and reports, which one of them does: that of rank 0. */
  default boolean leads() {
    return rank() == 0;
  }

  /**
   * Replaces a contiguous tensor by the sum over all processes, the same bits at each.
   *
   * @throws LostProcessException if another process is gone or does not answer in time
   */
  void sum(Tensor values);

  /**
   * What the leader passes.
   *
   * @param own what this process would say; only the leader's counts
   * @throws LostProcessException as {@link #sum}
   */
  byte[] fromLeader(byte[] own);

  @Override
  void close();
}
