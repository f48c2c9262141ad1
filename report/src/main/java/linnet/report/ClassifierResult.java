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
 * @param seconds that making it took
 */
public record ClassifierResult(
    String method,
    int relus,
    @Nullable Double accuracy,
    @Nullable Double fixedPointAccuracy,
    int testImages,
    double seconds) {
  /** The same with measured accuracies. */
  public ClassifierResult measured(
      @Nullable Double floating, @Nullable Double fixedPoint, int images) {
    return new ClassifierResult(method, relus, floating, fixedPoint, images, seconds);
  }
}
