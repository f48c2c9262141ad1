// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.List;

/**
 * What one image gave in floating point.
 *
 * @param logits {@code [classes]}
 * @param magnitudes of what each boundary reads, in order
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RealTrace(double[] logits, List<Magnitude> magnitudes) {

  /**
   * How large the values are that a boundary reads.
   *
   * @param most largest |z| of all units
   * @param sum of |z| over all units
   */
  record Magnitude(double most, double sum) {
    static Magnitude of(double[] z) {
      double most = 0;
      double sum = 0;
      for (int unit = 0; unit < z.length; unit++) {
        most = Math.max(most, Math.abs(z[unit]));
        sum += Math.abs(z[unit]);
      }
      return new Magnitude(most, sum);
    }

    Magnitude max(Magnitude other) {
      return new Magnitude(Math.max(most, other.most), Math.max(sum, other.sum));
    }
  }

  double largestLogit() {
    double most = 0;
    for (double logit : logits) {
      most = Math.max(most, Math.abs(logit));
    }
    return most;
  }

  int bestClass() {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  /** Largest distance of a logit. */
  double distance(double[] others) {
    double most = 0;
    for (int i = 0; i < logits.length; i++) {
      most = Math.max(most, Math.abs(logits[i] - others[i]));
    }
    return most;
  }
}
