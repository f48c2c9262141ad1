// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

import linnet.inference.plan.ProgramPlan;
import linnet.network.InputException;

/** Images as integers: {@code round(v * 2^f)}. */
public final class FixedPointImages {
  /** Normalized pixels are small; beyond this an image is nonsense and headroom would end. */
  private static final double LARGEST = 1 << 10;

  private FixedPointImages() {}

  /**
   * Encodes a batch.
   *
   * @param plan says shape and scale
   * @param images {@code [B][C*H*W]}, normalized as {@link ProgramPlan#preprocessing} says
   * @return {@code [B][C*H*W]}
   * @throws InputException if there is no image, or one has another size or a value that is not
   *     finite or beyond ±1024
   */
  public static long[][] encode(ProgramPlan plan, float[][] images) {
    if (images.length == 0) {
      throw new InputException("There is no image to classify; give at least one.");
    }
    long[][] result = new long[images.length][];
    for (int b = 0; b < images.length; b++) {
      result[b] = encode(plan, images[b], b);
    }
    return result;
  }

  private static long[] encode(ProgramPlan plan, float[] image, int index) {
    if (image.length != plan.input().units()) {
      throw new InputException(
          "Image %d has %,d values, but %s reads images of shape %s."
              .formatted(index, image.length, plan.network(), plan.input()));
    }
    long[] result = new long[image.length];
    for (int i = 0; i < image.length; i++) {
      if (!(Math.abs(image[i]) <= LARGEST)) {
        throw new InputException(
            "Image %d has the value %s; normalized pixels lie within ±%.0f."
                .formatted(index, image[i], LARGEST));
      }
      result[i] = Math.round(Math.scalb((double) image[i], plan.fixedPoint().activationBits()));
    }
    return result;
  }
}
