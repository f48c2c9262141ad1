// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/**
 * The exact matrix product mod 2^64, on which encrypted, online and clear linear layers all run.
 *
 * <p>Providers are stateless and thread-safe; to use several cores, hand each a range of columns
 * ({@link LongMatrix#columnRange}), as {@link #parallel} does.
 */
public interface ExactMatrixProduct {
  /**
   * C += A·B mod 2^64, for A {@code [m, k]}, B {@code [k, n]}, C {@code [m, n]}; C shares no memory
   * with A or B.
   *
   * @throws IllegalArgumentException if the sizes do not fit
   */
  void multiplyAdd(LongMatrix a, LongMatrix b, LongMatrix c);

  /** Plain Java loops that the compiler turns into vector instructions. */
  static ExactMatrixProduct scalar() {
    return new ScalarMatrixProduct();
  }

  /** A provider run by up to {@code threads} threads over ranges of columns; the same results. */
  static ExactMatrixProduct parallel(ExactMatrixProduct provider, int threads) {
    return new ParallelMatrixProduct(provider, threads);
  }
}
