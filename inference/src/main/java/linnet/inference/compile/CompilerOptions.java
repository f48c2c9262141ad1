// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import java.util.List;
import java.util.stream.IntStream;
import linnet.inference.plan.FixedPoint;
import linnet.network.InputException;

/**
 * What the compiler may choose, and how careful it is.
 *
 * @param candidates scales to try in order; the first that leaves headroom is taken
 * @param margin values may become this many times as large as on calibration images; at least 1
 * @param toleranceImages how many calibration images serve to measure the tolerance
 * @param toleranceSeeds with how many sets of random shares each
 * @param toleranceFactor stated tolerance over largest deviation seen; at least 1
 */
public record CompilerOptions(
    List<FixedPoint> candidates,
    double margin,
    int toleranceImages,
    int toleranceSeeds,
    double toleranceFactor) {
  /** Rejects factors below 1 and empty choices. */
  public CompilerOptions {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty()
        || !(margin >= 1)
        || !(toleranceFactor >= 1)
        || toleranceImages < 1
        || toleranceSeeds < 1) {
      throw new InputException(
          "The compiler needs at least one choice of scales, image and seed, and factors of at least 1.");
    }
  }

  /**
   * 12 fractional bits each, fewer (down to 8) only where 12 leave no headroom; a margin of 4; the
   * tolerance is twice the largest deviation of 16 images with 4 sets of shares each.
   */
  public static CompilerOptions defaults() {
    List<FixedPoint> candidates =
        IntStream.iterate(12, bits -> bits >= 8, bits -> bits - 1)
            .mapToObj(bits -> new FixedPoint(bits, bits))
            .toList();
    return new CompilerOptions(candidates, 4, 16, 4, 2);
  }

  /** The same with these scales only. */
  public CompilerOptions withScales(FixedPoint scales) {
    return new CompilerOptions(
        List.of(scales), margin, toleranceImages, toleranceSeeds, toleranceFactor);
  }
}
