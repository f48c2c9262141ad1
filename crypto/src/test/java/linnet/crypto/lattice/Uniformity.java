// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/** Whether bytes are spread evenly. */
final class Uniformity {
  /** Exceeded by uniform bytes once in a million times: 255 degrees of freedom. */
  static final double LIMIT = 372;

  private Uniformity() {}

  static double chiSquare(byte[] bytes) {
    long[] counts = new long[256];
    for (byte b : bytes) {
      counts[b & 255]++;
    }
    double expected = bytes.length / 256.0;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
