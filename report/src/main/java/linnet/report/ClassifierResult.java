// SPDX-License-Identifier: Apache-2.0
package linnet.report;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one classifier.
 *
 * @param method how it was made: {@code training}, {@code fisher}, {@code senet}, {@code random}
 * @param relus units that stay ReLUs
 * @param accuracy fraction of test images classified right in floating point, null if not measured
 * @param fixedPointAccuracy the same on the integers of the private protocol, null if not measured
 * @param testImages images behind the accuracy, 0 if not measured
 * @param fixedPointImages images behind the fixed-point accuracy, 0 if not measured
 * @param seconds that making it took
 */
public record ClassifierResult(
    String method,
    int relus,
    @Nullable Double accuracy,
    @Nullable Double fixedPointAccuracy,
    int testImages,
    int fixedPointImages,
    double seconds) {
  /** A classifier that was made but not measured yet. */
  public static ClassifierResult made(String method, int relus, double seconds) {
    return new ClassifierResult(method, relus, null, null, 0, 0, seconds);
  }

  /** The same with its accuracy in floating point. */
  public ClassifierResult withAccuracy(double measured, int images) {
    return new ClassifierResult(
        method, relus, measured, fixedPointAccuracy, images, fixedPointImages, seconds);
  }

  /** The same with its accuracy in fixed point. */
  public ClassifierResult withFixedPointAccuracy(double measured, int images) {
    return new ClassifierResult(method, relus, accuracy, measured, testImages, images, seconds);
  }
}
