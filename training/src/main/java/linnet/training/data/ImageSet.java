// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.Shape;
import linnet.network.files.Checksum;

/**
 * Labelled images of one shape {@code [C, H, W]}, kept as unsigned bytes. Subsets share the pixels
 * of the set that they were taken from. Immutable.
 */
public final class ImageSet {
  private final Shape shape;
  private final int classes;
  private final byte[] pixels;
  private final int[] labels;
  private final int[] rows;

  /**
   * Takes over the arrays, which must not be changed afterwards.
   *
   * @param shape of one image
   * @param classes number of classes; every label is below it
   * @param pixels unsigned bytes {@code [N, C, H, W]}
   * @param labels {@code [N]}
   * @throws InputException if a label is out of range
   */
  public ImageSet(Shape shape, int classes, byte[] pixels, int[] labels) {
    this(shape, classes, pixels, labels, IntStream.range(0, labels.length).toArray());
    if (pixels.length != (long) labels.length * shape.units()) {
      throw new IllegalArgumentException(
          "%d bytes for %d images of %s".formatted(pixels.length, labels.length, shape));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new InputException(
            "The data set has a label %d, but only %d classes.".formatted(label, classes));
      }
    }
  }

  private ImageSet(Shape shape, int classes, byte[] pixels, int[] labels, int[] rows) {
    this.shape = shape;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
    this.rows = rows;
  }

  /** Shape {@code [C, H, W]} of one image. */
  public Shape shape() {
    return shape;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Number of images. */
  public int size() {
    return rows.length;
  }

  /** Class of an image. */
  public int label(int image) {
    return labels[rows[image]];
  }

  /** A copy of one image, unsigned bytes {@code [C, H, W]}. */
  public byte[] image(int image) {
    byte[] copy = new byte[shape.units()];
    System.arraycopy(pixels, offset(image), copy, 0, copy.length);
    return copy;
  }

  /** The images with these numbers, in this order; the pixels are shared. */
  public ImageSet select(int[] images) {
    return new ImageSet(
        shape, classes, pixels, labels, IntStream.of(images).map(i -> rows[i]).toArray());
  }

  /** The first images, at most {@code count}. */
  public ImageSet first(int count) {
    return select(IntStream.range(0, Math.min(count, size())).toArray());
  }

  /** Number of images of each class, {@code [classes]}. */
  public int[] perClass() {
    int[] counts = new int[classes];
    for (int i = 0; i < size(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }

  /** SHA-256 over labels and pixels in order, in hexadecimal: says which data a run used. */
  public String checksum() {
    MessageDigest digest = Checksum.sha256();
    ByteBuffer label = ByteBuffer.allocate(Integer.BYTES);
    for (int i = 0; i < size(); i++) {
      digest.update(label.putInt(0, label(i)).array());
      digest.update(pixels, offset(i), shape.units());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The pixels of all images of the origin set; only for readers within this package. */
  byte[] pixels() {
    return pixels;
  }

  /** Where an image begins in {@link #pixels()}. */
  int offset(int image) {
    return rows[image] * shape.units();
  }

  @Override
  public String toString() {
    return "%,d images of %s in %d classes".formatted(size(), shape, classes);
  }
}
