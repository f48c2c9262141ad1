// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

  /** Equal consecutive parts; {@code count} divides the number of images. */
  public List<Batch> parts(int count) {
    if (size() % count != 0) {
      throw new IllegalArgumentException("%d images in %d equal parts".formatted(size(), count));
    }
    int each = size() / count;
    return count == 1
        ? List.of(this)
        : IntStream.range(0, count).mapToObj(i -> range(i * each, (i + 1) * each)).toList();
  }

  private Batch range(int from, int to) {
    int units = shape.units();
    return new Batch(
        shape,
        Arrays.copyOfRange(images, from * units, to * units),
        Arrays.copyOfRange(labels, from, to));
  }
}
