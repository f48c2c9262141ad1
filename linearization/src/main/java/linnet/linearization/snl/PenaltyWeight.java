// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

/** The weight lambda of {@code lambda sum |alpha|} and how it changes ({@link LambdaRule}). */
final class PenaltyWeight {
  private final double growth;
  private final int patience;
  private float lambda; // what is remembered is float, as a checkpoint keeps it
  private float lowest;
  private float lastError;
  private float epochs;

  /**
   * Before the first step, when every alpha is 1.
   *
   * @param units of the network
   */
  PenaltyWeight(SnlOptions options, int units) {
    this.growth = options.growth();
    this.patience = options.patience();
    this.lambda = (float) options.lambda();
    this.lowest = units;
  }

  double lambda() {
    return lambda;
  }

  /**
   * The published rule, after an epoch.
   *
   * @param count alphas above the threshold
   */
  void afterEpoch(long count) {
    epochs++;
    if (count < lowest) {
      lowest = (float) count;
    } else if (epochs > patience) {
      lambda *= (float) growth;
    }
  }

  /**
   * Follows a ramp. How far the sum is off is a ratio: a ramp that falls by factors comes nearer in
   * units all by itself.
   *
   * @param sum of the alphas, each between 0 and 1
   * @param wanted where the ramp is
   */
  void steer(double sum, double wanted) {
    float error = (float) Math.log(Math.max(sum, 1) / Math.max(wanted, 1));
    if (error > 0 && error >= lastError) {
      lambda *= (float) growth;
    } else if (error < 0 && error <= lastError) {
      lambda /= (float) growth;
    }
    lastError = error;
  }

  float[] save() {
    return new float[] {lambda, lowest, lastError, epochs};
  }

  void restore(float[] saved) {
    lambda = saved[0];
    lowest = saved[1];
    lastError = saved[2];
    epochs = saved[3];
  }
}
