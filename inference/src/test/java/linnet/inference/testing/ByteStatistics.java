// SPDX-License-Identifier: Apache-2.0
package linnet.inference.testing;

/**
 * Two tests of byte histograms, both with 255 degrees of freedom: above {@link #LIMIT} once in a
 * million times by chance (the chi-square distribution's quantile of 1 - 10^-6 is 371). Seeds are
 * fixed, so chance has been seen already: a failure is a change of the protocol.
 */
public final class ByteStatistics {
  /** A false alarm in 10^6. */
  public static final double LIMIT = 372;

  private ByteStatistics() {}

  /** How far from uniform the bytes are. */
  public static double uniformity(byte[] bytes) {
    double expected = bytes.length / 256.0;
    double sum = 0;
    for (long count : histogram(bytes)) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }

  /** How far from each other the distributions of two samples are. */
  public static double difference(byte[] one, byte[] other) {
    long[] left = histogram(one);
    long[] right = histogram(other);
    double scale = Math.sqrt((double) other.length / one.length);
    double sum = 0;
    for (int value = 0; value < 256; value++) {
      double deviation = left[value] * scale - right[value] / scale;
      sum += left[value] + right[value] == 0 ? 0 : square(deviation) / (left[value] + right[value]);
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }

  private static long[] histogram(byte[] bytes) {
    long[] counts = new long[256];
    for (byte b : bytes) {
      counts[b & 255]++;
    }
    return counts;
  }
}
