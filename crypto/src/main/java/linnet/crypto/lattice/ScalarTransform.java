// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/** The transform in plain Java, a layer at a time. */
final class ScalarTransform implements NumberTheoreticTransform {
  private static final int DEGREE = LatticeParameters.DEGREE;

  @Override
  public void forward(TransformPrime prime, double[] values) {
    for (int groups = 1; groups < DEGREE; groups *= 2) {
      int stride = DEGREE / (2 * groups);
      for (int group = 0; group < groups; group++) {
        forwardGroup(prime, values, 2 * group * stride, stride, groups + group);
      }
    }
    for (int i = 0; i < DEGREE; i++) {
      values[i] = FusedModulus.reduce(values[i], prime.inverse, prime.prime);
    }
  }

  private static void forwardGroup(
      TransformPrime prime, double[] values, int start, int stride, int twiddle) {
    double factor = prime.twiddles[twiddle];
    double quotient = prime.quotients[twiddle];
    double p = prime.prime;
    for (int i = start; i < start + stride; i++) {
      double upper = values[i];
      double lower = FusedModulus.multiply(values[i + stride], factor, quotient, p);
      values[i] = upper + lower;
      values[i + stride] = upper - lower;
    }
  }

  @Override
  public void inverse(TransformPrime prime, double[] values) {
    for (int stride = 1; stride < DEGREE; stride *= 2) {
      int groups = DEGREE / (2 * stride);
      boolean reducing = stride > 1 && (Integer.numberOfTrailingZeros(stride) & 1) == 0;
      for (int group = 0; group < groups; group++) {
        inverseGroup(prime, values, 2 * group * stride, stride, groups + group);
        if (reducing) {
          reduce(prime, values, 2 * group * stride, stride);
        }
      }
    }
  }

  private static void inverseGroup(
      TransformPrime prime, double[] values, int start, int stride, int twiddle) {
    double factor = prime.inverseTwiddles[twiddle];
    double quotient = prime.inverseQuotients[twiddle];
    double p = prime.prime;
    for (int i = start; i < start + stride; i++) {
      double upper = values[i];
      double lower = values[i + stride];
      values[i] = upper + lower;
      values[i + stride] = FusedModulus.multiply(upper - lower, factor, quotient, p);
    }
  }

  private static void reduce(TransformPrime prime, double[] values, int start, int count) {
    for (int i = start; i < start + count; i++) {
      values[i] = FusedModulus.reduce(values[i], prime.inverse, prime.prime);
    }
  }
}
