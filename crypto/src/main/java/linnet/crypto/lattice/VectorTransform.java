// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transform in vectors of eight doubles: two layers in one pass over memory while strides are
 * eight or more, the three layers of strides 4, 2 and 1 within blocks of sixteen values.
 *
 * <p>Every butterfly does what {@link ScalarTransform} does, so the results are the same bit for
 * bit. Indices stay in range by themselves, since vector range checks may be switched off.
 *
 * <p>Each of the four loops is a method above the size (325 bytes of code) that the compiler
 * inlines into callers: in larger units it gives up on some vectors and puts them on the heap, at
 * three to ten times the cost. {@code LatticeArithmeticBenchmark} shows the bytes allocated.
 */
final class VectorTransform implements NumberTheoreticTransform {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_512;
  private static final int LANES = 8;
  private static final int DEGREE = LatticeParameters.DEGREE;
  private static final DoubleVector ROUND = broadcast(FusedModulus.ROUND);
  private static final List<BlockTwiddles> BLOCKS =
      TransformPrime.ALL.stream().map(BlockTwiddles::new).toList();

  // Where the butterflies of a layer find their upper and lower values among the sixteen that the
  // layer before left behind; constants, so that the compiler keeps them in registers.
  private static final DoubleVector UPPER_4 = lanes(BlockTwiddles.selection(0, 4), 0);
  private static final DoubleVector LOWER_4 = lanes(BlockTwiddles.selection(0, 4), LANES);
  private static final DoubleVector UPPER_4_TO_2 = lanes(BlockTwiddles.selection(4, 2), 0);
  private static final DoubleVector LOWER_4_TO_2 = lanes(BlockTwiddles.selection(4, 2), LANES);
  private static final DoubleVector UPPER_2_TO_1 = lanes(BlockTwiddles.selection(2, 1), 0);
  private static final DoubleVector LOWER_2_TO_1 = lanes(BlockTwiddles.selection(2, 1), LANES);
  private static final DoubleVector FIRST_FROM_1 = lanes(BlockTwiddles.selection(1, 0), 0);
  private static final DoubleVector SECOND_FROM_1 = lanes(BlockTwiddles.selection(1, 0), LANES);
  private static final DoubleVector UPPER_1 = lanes(BlockTwiddles.selection(0, 1), 0);
  private static final DoubleVector LOWER_1 = lanes(BlockTwiddles.selection(0, 1), LANES);
  private static final DoubleVector UPPER_1_TO_2 = lanes(BlockTwiddles.selection(1, 2), 0);
  private static final DoubleVector LOWER_1_TO_2 = lanes(BlockTwiddles.selection(1, 2), LANES);
  private static final DoubleVector UPPER_2_TO_4 = lanes(BlockTwiddles.selection(2, 4), 0);
  private static final DoubleVector LOWER_2_TO_4 = lanes(BlockTwiddles.selection(2, 4), LANES);
  private static final DoubleVector FIRST_FROM_4 = lanes(BlockTwiddles.selection(4, 0), 0);
  private static final DoubleVector SECOND_FROM_4 = lanes(BlockTwiddles.selection(4, 0), LANES);

  private static DoubleVector lanes(double[] values, int offset) {
    return DoubleVector.fromArray(SPECIES, values, offset);
  }

  private static DoubleVector broadcast(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static DoubleVector load(double[] values, int at) {
    return DoubleVector.fromArray(SPECIES, values, at);
  }

  private static DoubleVector multiply(
      DoubleVector a, DoubleVector b, DoubleVector quotient, DoubleVector minusPrime) {
    DoubleVector high = a.mul(b);
    DoubleVector low = a.fma(b, high.neg());
    DoubleVector multiple = a.fma(quotient, ROUND).sub(ROUND);
    return multiple.fma(minusPrime, high).add(low);
  }

  private static DoubleVector reduce(
      DoubleVector a, DoubleVector inverse, DoubleVector minusPrime) {
    return a.fma(inverse, ROUND).sub(ROUND).fma(minusPrime, a);
  }

  @Override
  public void forward(TransformPrime prime, double[] values) {
    for (int groups = 1; groups <= DEGREE / (4 * LANES); groups *= 4) {
      forwardPass(prime, values, groups);
    }
    forwardBlocks(prime, BLOCKS.get(prime.index), values);
  }

  /** The layers of {@code groups} and of twice as many groups. */
  private static void forwardPass(TransformPrime prime, double[] values, int groups) {
    double[] twiddles = prime.twiddles;
    double[] quotients = prime.quotients;
    DoubleVector minusPrime = broadcast(-prime.prime);
    int stride = DEGREE / (2 * groups);
    int half = stride / 2;
    for (int group = 0; group < groups; group++) {
      DoubleVector w = broadcast(twiddles[groups + group]);
      DoubleVector wq = broadcast(quotients[groups + group]);
      DoubleVector w0 = broadcast(twiddles[2 * (groups + group)]);
      DoubleVector w0q = broadcast(quotients[2 * (groups + group)]);
      DoubleVector w1 = broadcast(twiddles[2 * (groups + group) + 1]);
      DoubleVector w1q = broadcast(quotients[2 * (groups + group) + 1]);
      int start = 2 * group * stride;
      for (int i = start; i < start + half; i += LANES) {
        DoubleVector a = load(values, i);
        DoubleVector b = load(values, i + half);
        DoubleVector c = multiply(load(values, i + stride), w, wq, minusPrime);
        DoubleVector d = multiply(load(values, i + stride + half), w, wq, minusPrime);
        DoubleVector upper = a.add(c);
        DoubleVector lower = multiply(b.add(d), w0, w0q, minusPrime);
        upper.add(lower).intoArray(values, i);
        upper.sub(lower).intoArray(values, i + half);
        upper = a.sub(c);
        lower = multiply(b.sub(d), w1, w1q, minusPrime);
        upper.add(lower).intoArray(values, i + stride);
        upper.sub(lower).intoArray(values, i + stride + half);
      }
    }
  }

  private static void forwardBlocks(TransformPrime prime, BlockTwiddles twiddles, double[] values) {
    DoubleVector minusPrime = broadcast(-prime.prime);
    DoubleVector inverse = broadcast(prime.inverse);
    DoubleVector upper4 = UPPER_4;
    DoubleVector lower4 = LOWER_4;
    DoubleVector upper4To2 = UPPER_4_TO_2;
    DoubleVector lower4To2 = LOWER_4_TO_2;
    DoubleVector upper2To1 = UPPER_2_TO_1;
    DoubleVector lower2To1 = LOWER_2_TO_1;
    DoubleVector firstFrom1 = FIRST_FROM_1;
    DoubleVector secondFrom1 = SECOND_FROM_1;
    for (int i = 0; i < DEGREE; i += 2 * LANES) {
      int at = i / 2;
      DoubleVector first = load(values, i);
      DoubleVector second = load(values, i + LANES);
      DoubleVector upper = upper4.selectFrom(first, second);
      DoubleVector lower = lower4.selectFrom(first, second);
      DoubleVector w = load(twiddles.forward4, at);
      lower = multiply(lower, w, load(twiddles.quotients4, at), minusPrime);
      first = upper.add(lower);
      second = upper.sub(lower);
      upper = upper4To2.selectFrom(first, second);
      lower = lower4To2.selectFrom(first, second);
      w = load(twiddles.forward2, at);
      lower = multiply(lower, w, load(twiddles.quotients2, at), minusPrime);
      first = upper.add(lower);
      second = upper.sub(lower);
      upper = upper2To1.selectFrom(first, second);
      lower = lower2To1.selectFrom(first, second);
      w = load(twiddles.forward1, at);
      lower = multiply(lower, w, load(twiddles.quotients1, at), minusPrime);
      first = reduce(upper.add(lower), inverse, minusPrime);
      second = reduce(upper.sub(lower), inverse, minusPrime);
      firstFrom1.selectFrom(first, second).intoArray(values, i);
      secondFrom1.selectFrom(first, second).intoArray(values, i + LANES);
    }
  }

  @Override
  public void inverse(TransformPrime prime, double[] values) {
    inverseBlocks(prime, BLOCKS.get(prime.index), values);
    for (int stride = 2 * LANES; stride < DEGREE; stride *= 4) {
      inversePass(prime, values, stride);
    }
  }

  private static void inverseBlocks(TransformPrime prime, BlockTwiddles twiddles, double[] values) {
    DoubleVector minusPrime = broadcast(-prime.prime);
    DoubleVector inverse = broadcast(prime.inverse);
    DoubleVector upper1 = UPPER_1;
    DoubleVector lower1 = LOWER_1;
    DoubleVector upper1To2 = UPPER_1_TO_2;
    DoubleVector lower1To2 = LOWER_1_TO_2;
    DoubleVector upper2To4 = UPPER_2_TO_4;
    DoubleVector lower2To4 = LOWER_2_TO_4;
    DoubleVector firstFrom4 = FIRST_FROM_4;
    DoubleVector secondFrom4 = SECOND_FROM_4;
    for (int i = 0; i < DEGREE; i += 2 * LANES) {
      int at = i / 2;
      DoubleVector a = load(values, i);
      DoubleVector b = load(values, i + LANES);
      DoubleVector c = upper1.selectFrom(a, b);
      DoubleVector d = lower1.selectFrom(a, b);
      a = c.add(d);
      b =
          multiply(
              c.sub(d),
              load(twiddles.inverse1, at),
              load(twiddles.inverseQuotients1, at),
              minusPrime);
      c = upper1To2.selectFrom(a, b);
      d = lower1To2.selectFrom(a, b);
      a = c.add(d);
      b =
          multiply(
              c.sub(d),
              load(twiddles.inverse2, at),
              load(twiddles.inverseQuotients2, at),
              minusPrime);
      c = upper2To4.selectFrom(a, b);
      d = lower2To4.selectFrom(a, b);
      a = reduce(c.add(d), inverse, minusPrime);
      b =
          multiply(
              c.sub(d),
              load(twiddles.inverse4, at),
              load(twiddles.inverseQuotients4, at),
              minusPrime);
      firstFrom4.selectFrom(a, b).intoArray(values, i);
      secondFrom4.selectFrom(a, b).intoArray(values, i + LANES);
    }
  }

  /** The layers of half that stride and of that stride. */
  private static void inversePass(TransformPrime prime, double[] values, int stride) {
    double[] twiddles = prime.inverseTwiddles;
    double[] quotients = prime.inverseQuotients;
    DoubleVector minusPrime = broadcast(-prime.prime);
    DoubleVector inverse = broadcast(prime.inverse);
    int groups = DEGREE / (2 * stride);
    int half = stride / 2;
    for (int group = 0; group < groups; group++) {
      DoubleVector w = broadcast(twiddles[groups + group]);
      DoubleVector wq = broadcast(quotients[groups + group]);
      DoubleVector w0 = broadcast(twiddles[2 * (groups + group)]);
      DoubleVector w0q = broadcast(quotients[2 * (groups + group)]);
      DoubleVector w1 = broadcast(twiddles[2 * (groups + group) + 1]);
      DoubleVector w1q = broadcast(quotients[2 * (groups + group) + 1]);
      int start = 2 * group * stride;
      for (int i = start; i < start + half; i += LANES) {
        DoubleVector a = load(values, i);
        DoubleVector b = load(values, i + half);
        DoubleVector c = load(values, i + stride);
        DoubleVector d = load(values, i + stride + half);
        DoubleVector upper = a.add(b);
        DoubleVector lower = c.add(d);
        reduce(upper.add(lower), inverse, minusPrime).intoArray(values, i);
        multiply(upper.sub(lower), w, wq, minusPrime).intoArray(values, i + stride);
        upper = multiply(a.sub(b), w0, w0q, minusPrime);
        lower = multiply(c.sub(d), w1, w1q, minusPrime);
        reduce(upper.add(lower), inverse, minusPrime).intoArray(values, i + half);
        multiply(upper.sub(lower), w, wq, minusPrime).intoArray(values, i + stride + half);
      }
    }
  }
}
