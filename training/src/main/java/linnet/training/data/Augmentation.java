// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import linnet.network.Shape;

/**
 * Random changes of training images that keep their class: a crop of the image padded with zeros
 * (black before normalization), and a mirror image. Each depends only on (seed, epoch, image).
 *
 * @param padding pixels added at every side before cropping, at least 0
 * @param flip whether half of the images are mirrored
 */
public record Augmentation(int padding, boolean flip) {
  /** No change: for evaluation. */
  public static final Augmentation NONE = new Augmentation(0, false);

  /** Padding of 4 and mirroring, as in the papers. */
  public static final Augmentation STANDARD = new Augmentation(4, true);

  /** Rejects negative padding. */
  public Augmentation {
    if (padding < 0) {
      throw new linnet.network.InputException(
          "The padding of a random crop must be at least 0, not %d.".formatted(padding));
    }
  }

  /**
   * Normalizes one image while changing it.
   *
   * @param table network input for each channel and pixel value, {@code [C][256]}
   * @param draw the random bits of this image
   */
  void apply(byte[] pixels, int from, Shape shape, float[][] table, long draw, float[] to, int at) {
    int span = 2 * padding + 1;
    int dy = (int) Long.remainderUnsigned(draw >>> 1, span) - padding;
    int dx = (int) Long.remainderUnsigned(draw >>> 32, span) - padding;
    boolean mirror = flip && (draw & 1) != 0;
    int height = shape.height();
    int width = shape.width();
    for (int c = 0; c < shape.channels(); c++) {
      for (int y = 0; y < height; y++) {
        int row = from + (c * height + y + dy) * width;
        boolean inside = y + dy >= 0 && y + dy < height;
        copyRow(pixels, row, inside, dx, mirror, width, table[c], to, at);
        at += width;
      }
    }
  }

  private static void copyRow(
      byte[] pixels,
      int row,
      boolean inside,
      int dx,
      boolean mirror,
      int width,
      float[] table,
      float[] to,
      int at) {
    for (int x = 0; x < width; x++) {
      int source = (mirror ? width - 1 - x : x) + dx;
      boolean seen = inside && source >= 0 && source < width;
      to[at + x] = table[seen ? pixels[row + source] & 0xFF : 0];
    }
  }
}
