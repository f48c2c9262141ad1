// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import java.util.stream.IntStream;

/** Ranges of columns side by side on the common pool. */
final class ParallelMatrixProduct implements ExactMatrixProduct {
  /** Narrower ranges cost more in hand-over than they save. */
  private static final int MINIMUM_COLUMNS = 64;

  private final ExactMatrixProduct provider;
  private final int threads;

  ParallelMatrixProduct(ExactMatrixProduct provider, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed, not " + threads);
    }
    this.provider = provider;
    this.threads = threads;
  }

  @Override
  public void multiplyAdd(LongMatrix a, LongMatrix b, LongMatrix c) {
    int ranges = Math.max(1, Math.min(threads, c.columns() / MINIMUM_COLUMNS));
    if (ranges == 1 || b.columns() != c.columns()) {
      provider.multiplyAdd(a, b, c);
      return;
    }
    IntStream.range(0, ranges)
        .parallel()
        .forEach(range -> multiplyAddRange(a, b, c, range, ranges));
  }

  private void multiplyAddRange(LongMatrix a, LongMatrix b, LongMatrix c, int range, int ranges) {
    int from = (int) ((long) c.columns() * range / ranges);
    int to = (int) ((long) c.columns() * (range + 1) / ranges);
    provider.multiplyAdd(a, b.columnRange(from, to), c.columnRange(from, to));
  }
}
