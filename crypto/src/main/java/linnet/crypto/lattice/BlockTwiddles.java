// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * The twiddles of the layers of strides 4, 2 and 1 in the order in which {@link VectorTransform}'s
 * lanes need them: eight butterflies for each block of sixteen values.
 */
final class BlockTwiddles {
  private static final int BLOCK = 16;
  private static final int LANES = BLOCK / 2;
  private static final int DEGREE = LatticeParameters.DEGREE;

  final double[] forward4;
  final double[] forward2;
  final double[] forward1;
  final double[] quotients4;
  final double[] quotients2;
  final double[] quotients1;
  final double[] inverse4;
  final double[] inverse2;
  final double[] inverse1;
  final double[] inverseQuotients4;
  final double[] inverseQuotients2;
  final double[] inverseQuotients1;

  BlockTwiddles(TransformPrime prime) {
    forward4 = inLaneOrder(prime.twiddles, 4);
    forward2 = inLaneOrder(prime.twiddles, 2);
    forward1 = inLaneOrder(prime.twiddles, 1);
    quotients4 = inLaneOrder(prime.quotients, 4);
    quotients2 = inLaneOrder(prime.quotients, 2);
    quotients1 = inLaneOrder(prime.quotients, 1);
    inverse4 = inLaneOrder(prime.inverseTwiddles, 4);
    inverse2 = inLaneOrder(prime.inverseTwiddles, 2);
    inverse1 = inLaneOrder(prime.inverseTwiddles, 1);
    inverseQuotients4 = inLaneOrder(prime.inverseQuotients, 4);
    inverseQuotients2 = inLaneOrder(prime.inverseQuotients, 2);
    inverseQuotients1 = inLaneOrder(prime.inverseQuotients, 1);
  }

  private static double[] inLaneOrder(double[] twiddles, int stride) {
    double[] ordered = new double[DEGREE / 2];
    int groups = DEGREE / (2 * stride);
    for (int i = 0; i < ordered.length; i++) {
      int value = i / LANES * BLOCK + value(stride, i % LANES);
      ordered[i] = twiddles[groups + value / (2 * stride)];
    }
    return ordered;
  }

  /**
   * Which of the sixteen values that the layer of stride {@code from} leaves (sums, then
   * differences) are the eight upper and then the eight lower values of the layer of stride {@code
   * to}; stride 0 stands for the plain order.
   */
  static double[] selection(int from, int to) {
    double[] selection = new double[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      selection[i] = place(from, value(to, i));
    }
    return selection;
  }

  /** The plain index of what a layer holds at a place: upper values first, then lower ones. */
  private static int value(int stride, int place) {
    if (stride == 0) {
      return place;
    }
    int lane = place % LANES;
    int upper = lane / stride * 2 * stride + lane % stride;
    return place < LANES ? upper : upper + stride;
  }

  private static int place(int stride, int value) {
    for (int place = 0; place < BLOCK; place++) {
      if (value(stride, place) == value) {
        return place;
      }
    }
    throw new IllegalArgumentException("a block has no value " + value);
  }
}
