// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;

/**
 * How the jobs of a program travel for a batch of inferences, by public sizes alone: both parties
 * compute it alike.
 *
 * <p>The flood is sized for the largest weights that a server accepts, not for its own: its width
 * shows in what the client decrypts.
 */
record BatchPlan(int batch, List<JobLayout> jobs, NoiseAnalysis analysis) {
  /** The largest Euclidean norm of the weights that meet in one output ciphertext. */
  static final double FILTER_NORM_BOUND = 1 << 19;

  /**
   * The plan of a batch.
   *
   * @throws IllegalArgumentException if the batch is empty or too large, or a map does not fit into
   *     a ring
   */
  static BatchPlan of(List<LinearJob> jobs, int batch) {
    if (batch < 1) {
      throw new IllegalArgumentException("a batch has at least one inference, not " + batch);
    }
    List<JobLayout> layouts = jobs.stream().map(job -> JobLayout.of(job, batch)).toList();
    long revealed =
        jobs.stream()
            .flatMap(job -> job.convolutions().stream())
            .mapToLong(shape -> shape.outputCount(batch))
            .sum();
    NoiseAnalysis analysis =
        NoiseAnalysis.of(
            FILTER_NORM_BOUND, NoiseAnalysis.ABSOLUTE_SUM_BOUND - 1, Math.max(revealed, 1));
    return new BatchPlan(batch, layouts, analysis);
  }

  /** How many secrets, and public keys, a batch needs: one for each ring-full. */
  int keys() {
    return jobs.stream()
        .flatMap(job -> job.parts().stream())
        .mapToInt(part -> part.firstKey() + part.ring().ringFulls())
        .max()
        .orElse(0);
  }

  /** What travels of c1 of results. */
  CoefficientCodec linear() {
    return new CoefficientCodec(analysis.linearBits());
  }

  /** What travels of c0 of results. */
  CoefficientCodec constant() {
    return new CoefficientCodec(analysis.constantBits());
  }

  /** Payload bytes of a ciphertext of so many results. */
  int resultBytes(int count) {
    return linear().bytes(Polynomial.DEGREE) + constant().bytes(count);
  }
}
