// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;

import linnet.crypto.random.LabelHash;

/**
 * Inner loops over runs of 16-byte labels, one lane after the other; small, so that the JIT
 * compiles each alone.
 */
final class Labels {
  /** Bytes of a label. */
  static final int BYTES = 16;

  private Labels() {}

  static void xor(byte[] a, int ao, byte[] b, int bo, byte[] out, int oo, int length) {
    for (int i = 0; i < length; i += 8) {
      putLong(out, oo + i, getLong(a, ao + i) ^ getLong(b, bo + i));
    }
  }

  /** Each label ⊕ one difference. */
  static void shift(byte[] a, int ao, long low, long high, byte[] out, int oo, int length) {
    for (int i = 0; i < length; i += BYTES) {
      putLong(out, oo + i, getLong(a, ao + i) ^ low);
      putLong(out, oo + i + 8, getLong(a, ao + i + 8) ^ high);
    }
  }

  /** Each label ready for the hash. */
  static void sigma(byte[] a, int ao, byte[] in, int length) {
    for (int i = 0; i < length; i += 8) {
      putLong(in, i, LabelHash.sigma(getLong(a, ao + i)));
    }
  }

  /** Each label, then (from {@code length} on) each label ⊕ Δ, ready for the hash. */
  static void sigmaPair(byte[] a, int ao, long low, long high, byte[] in, int length) {
    long sigmaLow = LabelHash.sigma(low);
    long sigmaHigh = LabelHash.sigma(high);
    for (int i = 0; i < length; i += BYTES) {
      long l = LabelHash.sigma(getLong(a, ao + i));
      long h = LabelHash.sigma(getLong(a, ao + i + 8));
      putLong(in, i, l);
      putLong(in, i + 8, h);
      putLong(in, length + i, l ^ sigmaLow);
      putLong(in, length + i + 8, h ^ sigmaHigh);
    }
  }

  /** The label of bit {@code bit} of each value, from the zero label. */
  static void choose(
      byte[] zero,
      int zo,
      long[] values,
      int first,
      int bit,
      long low,
      long high,
      byte[] out,
      int oo,
      int length) {
    for (int i = 0; i < length; i += BYTES) {
      long mask = -(values[first + (i >> 4)] >>> bit & 1);
      putLong(out, oo + i, getLong(zero, zo + i) ^ (mask & low));
      putLong(out, oo + i + 8, getLong(zero, zo + i + 8) ^ (mask & high));
    }
  }

  /** Adds (xor) the colour (lowest bit) of each label to bit {@code bit} of its value. */
  static void colours(byte[] labels, int at, long[] values, int first, int bit, int length) {
    for (int i = 0; i < length; i += BYTES) {
      values[first + (i >> 4)] ^= (getLong(labels, at + i) & 1) << bit;
    }
  }
}
