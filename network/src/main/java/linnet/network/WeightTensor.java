// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.Arrays;

/**
 * A dense tensor of weights in row-major order. The arrays are not copied: whoever hands them over
 * must not change them afterwards.
 *
 * @param shape dimensions, outermost first
 * @param values product of the dimensions many
 */
@SuppressWarnings("ArrayRecordComponent") // weights are large; a copy at each access would hurt
public record WeightTensor(int[] shape, float[] values) {
  /** Rejects a count of values that does not match the shape. */
  public WeightTensor {
    long expected = 1;
    for (int size : shape) {
      expected *= size;
    }
    if (expected != values.length) {
      throw new IllegalArgumentException(
          "%d values for the shape %s".formatted(values.length, Arrays.toString(shape)));
    }
  }

  /** A vector. */
  public static WeightTensor vector(float... values) {
    return new WeightTensor(new int[] {values.length}, values);
  }

  /**
   * The leading part of each dimension.
   *
   * @param part no dimension larger than that of this tensor
   */
  WeightTensor first(int[] part) {
    if (Arrays.equals(part, shape)) {
      return this;
    }
    int size = Arrays.stream(part).reduce(1, Math::multiplyExact);
    float[] result = new float[size];
    copy(0, 0, part, result, 0);
    return new WeightTensor(part, result);
  }

  private void copy(int dimension, int from, int[] part, float[] to, int at) {
    if (dimension == shape.length - 1) {
      System.arraycopy(values, from, to, at, part[dimension]);
      return;
    }
    int step = inner(shape, dimension);
    int partStep = inner(part, dimension);
    for (int i = 0; i < part[dimension]; i++) {
      copy(dimension + 1, from + i * step, part, to, at + i * partStep);
    }
  }

  private static int inner(int[] sizes, int dimension) {
    return Arrays.stream(sizes, dimension + 1, sizes.length).reduce(1, (a, b) -> a * b);
  }

  void requireShape(String name, int[] expected) {
    if (!Arrays.equals(shape, expected)) {
      throw new InputException(
          "The weights %s have shape %s, but the network needs %s; they belong to another network."
              .formatted(name, Arrays.toString(shape), Arrays.toString(expected)));
    }
  }

  void requireFinite(String name) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InputException(
            "The weights %s contain %s; training diverged or the file is corrupt."
                .formatted(name, value));
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeightTensor w
        && Arrays.equals(shape, w.shape)
        && Arrays.equals(values, w.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "weights of shape " + Arrays.toString(shape);
  }
}
