// SPDX-License-Identifier: Apache-2.0
package linnet.inference.clear;

/** What integer logits mean. */
public final class Logits {
  private Logits() {}

  /** Numbers {@code [B][classes]} from integers at the scale 2^-bits. */
  public static double[][] values(long[][] logits, int bits) {
    double[][] values = new double[logits.length][];
    for (int b = 0; b < logits.length; b++) {
      values[b] = new double[logits[b].length];
      for (int i = 0; i < logits[b].length; i++) {
        values[b][i] = Math.scalb((double) logits[b][i], -bits);
      }
    }
    return values;
  }

  /** The class of the largest logit of each image, the first of equals. */
  public static int[] classes(long[][] logits) {
    int[] classes = new int[logits.length];
    for (int b = 0; b < logits.length; b++) {
      for (int i = 1; i < logits[b].length; i++) {
        classes[b] = logits[b][i] > logits[b][classes[b]] ? i : classes[b];
      }
    }
    return classes;
  }

  /** The largest distance between two batches of logits, in units of the last bit. */
  public static long distance(long[][] left, long[][] right) {
    long most = 0;
    for (int b = 0; b < left.length; b++) {
      for (int i = 0; i < left[b].length; i++) {
        most = Math.max(most, Math.abs(left[b][i] - right[b][i]));
      }
    }
    return most;
  }
}
