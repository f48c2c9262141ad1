// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import linnet.network.Shape;

/**
 * Some normalized images with their classes.
 *
 * @param shape {@code [C, H, W]} of one image
 * @param images {@code [N, C, H, W]}
 * @param labels {@code [N]}
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the engine once, never compared
public record Batch(Shape shape, float[] images, int[] labels) {
  /** Number of images. */
  public int size() {
    return labels.length;
  }
}
