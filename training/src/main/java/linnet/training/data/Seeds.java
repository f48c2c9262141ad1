// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.Random;

/**
 * Random streams derived from what they are for, such as (seed, epoch, image), so that a resumed
 * run draws the same numbers as an uninterrupted one without any generator state on disk.
 */
public final class Seeds {
  private Seeds() {}

  /** A well mixed number for a seed and what it is for (finalizer of SplitMix64, chained). */
  public static long mix(long seed, long... purpose) {
    long mixed = scramble(seed);
    for (long part : purpose) {
      mixed = scramble(mixed ^ part);
    }
    return mixed;
  }

  /** A uniformly random order of {@code 0 .. size - 1}. */
  public static int[] permutation(int size, Random random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static long scramble(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
