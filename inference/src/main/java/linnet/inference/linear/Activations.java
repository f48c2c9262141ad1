// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import linnet.network.Shape;

/**
 * Ring elements of a batch of activations, laid out {@code [C, B, H, W]}: all images of a channel
 * lie side by side, so that a convolution of the whole batch is one matrix product.
 */
public final class Activations {
  private final Shape shape;
  private final int batch;
  private final long[] values;

  /**
   * Wraps values without copying.
   *
   * @param shape {@code [C, H, W]} of one image
   * @param batch B, the number of images
   * @param values in the order {@code [C, B, H, W]}
   */
  public Activations(Shape shape, int batch, long[] values) {
    if (values.length != Math.multiplyExact(shape.units(), batch)) {
      throw new IllegalArgumentException(
          "%d values for %d times %s".formatted(values.length, batch, shape));
    }
    this.shape = shape;
    this.batch = batch;
    this.values = values;
  }

  /** Zeros. */
  public static Activations zeros(Shape shape, int batch) {
    return new Activations(shape, batch, new long[Math.multiplyExact(shape.units(), batch)]);
  }

  /** From one array {@code [C, H, W]} per image. */
  public static Activations ofImages(Shape shape, long[][] images) {
    Activations result = zeros(shape, images.length);
    for (int b = 0; b < images.length; b++) {
      for (int c = 0; c < shape.channels(); c++) {
        System.arraycopy(
            images[b], c * shape.plane(), result.values, result.plane(c, b), shape.plane());
      }
    }
    return result;
  }

  /** One array {@code [C, H, W]} per image. */
  public long[][] toImages() {
    long[][] images = new long[batch][shape.units()];
    for (int b = 0; b < batch; b++) {
      for (int c = 0; c < shape.channels(); c++) {
        System.arraycopy(values, plane(c, b), images[b], c * shape.plane(), shape.plane());
      }
    }
    return images;
  }

  /** Shape {@code [C, H, W]} of one image. */
  public Shape shape() {
    return shape;
  }

  /** Number of images. */
  public int batch() {
    return batch;
  }

  /** The values themselves, in the order {@code [C, B, H, W]}. */
  public long[] values() {
    return values;
  }

  /** Where a channel of an image begins. */
  int plane(int channel, int image) {
    return (channel * batch + image) * shape.plane();
  }

  /** The values of these units, image after image. */
  public long[] gather(int[] units) {
    long[] result = new long[units.length * batch];
    int at = 0;
    for (int b = 0; b < batch; b++) {
      for (int unit : units) {
        result[at++] = values[position(b, unit)];
      }
    }
    return result;
  }

  /** The values of these units of one image. */
  public long[] gather(int[] units, int image) {
    long[] result = new long[units.length];
    for (int i = 0; i < units.length; i++) {
      result[i] = values[position(image, units[i])];
    }
    return result;
  }

  /** Puts values of one image back where {@link #gather(int[], int)} takes them from. */
  public void scatter(int[] units, int image, long[] gathered) {
    for (int i = 0; i < units.length; i++) {
      values[position(image, units[i])] = gathered[i];
    }
  }

  /** All values of one image, in the order {@code [C, H, W]}. */
  public long[] image(int image) {
    long[] result = new long[shape.units()];
    for (int c = 0; c < shape.channels(); c++) {
      System.arraycopy(values, plane(c, image), result, c * shape.plane(), shape.plane());
    }
    return result;
  }

  /** Puts values back where {@link #gather} takes them from. */
  public void scatter(int[] units, long[] gathered) {
    int at = 0;
    for (int b = 0; b < batch; b++) {
      for (int unit : units) {
        values[position(b, unit)] = gathered[at++];
      }
    }
  }

  private int position(int image, int unit) {
    int plane = shape.plane();
    return plane(unit / plane, image) + unit % plane;
  }

  /** Adds, mod 2^64. */
  public Activations plus(Activations other) {
    return combine(other, 1);
  }

  /** Subtracts, mod 2^64. */
  public Activations minus(Activations other) {
    return combine(other, -1);
  }

  private Activations combine(Activations other, long sign) {
    long[] result = new long[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[i] + sign * other.values[i];
    }
    return new Activations(shape, batch, result);
  }
}
