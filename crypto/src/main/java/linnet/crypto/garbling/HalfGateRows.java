// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static linnet.crypto.channel.LittleEndian.getLong;
import static linnet.crypto.channel.LittleEndian.putLong;

/**
 * Rows and labels of AND gates from hashed labels (Zahur, Rosulek, Evans, EUROCRYPT 2015, figure
 * 2).
 *
 * <p>{@code in} ⊕ {@code out} is the hash: of zero labels, and for the garbler from {@code length}
 * on of the one labels. Colours are lowest bits.
 */
final class HalfGateRows {
  private HalfGateRows() {}

  /** Generator half: row = H(A0) ⊕ H(A1) ⊕ p_b·Δ, label = H(A0) ⊕ p_a·row. */
  static void garbleGenerator(
      byte[] in,
      byte[] out,
      byte[] a,
      int ao,
      byte[] b,
      int bo,
      long low,
      long high,
      byte[] rows,
      int ro,
      byte[] c,
      int co,
      int length) {
    for (int i = 0; i < length; i += 16) {
      long colourA = -(getLong(a, ao + i) & 1);
      long colourB = -(getLong(b, bo + i) & 1);
      long l = getLong(in, i) ^ getLong(out, i);
      long h = getLong(in, i + 8) ^ getLong(out, i + 8);
      long rowLow = l ^ getLong(in, length + i) ^ getLong(out, length + i) ^ (colourB & low);
      long rowHigh =
          h ^ getLong(in, length + i + 8) ^ getLong(out, length + i + 8) ^ (colourB & high);
      putLong(rows, ro + i, rowLow);
      putLong(rows, ro + i + 8, rowHigh);
      putLong(c, co + i, l ^ (colourA & rowLow));
      putLong(c, co + i + 8, h ^ (colourA & rowHigh));
    }
  }

  /** Evaluator half: row = H(B0) ⊕ H(B1) ⊕ A0, label ⊕= H(B0) ⊕ p_b·(row ⊕ A0). */
  static void garbleEvaluator(
      byte[] in,
      byte[] out,
      byte[] a,
      int ao,
      byte[] b,
      int bo,
      byte[] rows,
      int ro,
      byte[] c,
      int co,
      int length) {
    for (int i = 0; i < length; i += 16) {
      long colourB = -(getLong(b, bo + i) & 1);
      long l = getLong(in, i) ^ getLong(out, i);
      long h = getLong(in, i + 8) ^ getLong(out, i + 8);
      long bothLow = l ^ getLong(in, length + i) ^ getLong(out, length + i);
      long bothHigh = h ^ getLong(in, length + i + 8) ^ getLong(out, length + i + 8);
      putLong(rows, ro + i, bothLow ^ getLong(a, ao + i));
      putLong(rows, ro + i + 8, bothHigh ^ getLong(a, ao + i + 8));
      putLong(c, co + i, getLong(c, co + i) ^ l ^ (colourB & bothLow));
      putLong(c, co + i + 8, getLong(c, co + i + 8) ^ h ^ (colourB & bothHigh));
    }
  }

  /** Generator half of the evaluator: label = H(A) ⊕ s_a·row. */
  static void evaluateGenerator(
      byte[] in, byte[] out, byte[] a, int ao, byte[] rows, int ro, byte[] c, int co, int length) {
    for (int i = 0; i < length; i += 16) {
      long colour = -(getLong(a, ao + i) & 1);
      long low = getLong(in, i) ^ getLong(out, i);
      long high = getLong(in, i + 8) ^ getLong(out, i + 8);
      putLong(c, co + i, low ^ (colour & getLong(rows, ro + i)));
      putLong(c, co + i + 8, high ^ (colour & getLong(rows, ro + i + 8)));
    }
  }

  /** Evaluator half of the evaluator: label ⊕= H(B) ⊕ s_b·(row ⊕ A). */
  static void evaluateEvaluator(
      byte[] in,
      byte[] out,
      byte[] a,
      int ao,
      byte[] b,
      int bo,
      byte[] rows,
      int ro,
      byte[] c,
      int co,
      int length) {
    for (int i = 0; i < length; i += 16) {
      long colour = -(getLong(b, bo + i) & 1);
      long low = getLong(in, i) ^ getLong(out, i) ^ getLong(c, co + i);
      long high = getLong(in, i + 8) ^ getLong(out, i + 8) ^ getLong(c, co + i + 8);
      putLong(c, co + i, low ^ (colour & (getLong(rows, ro + i) ^ getLong(a, ao + i))));
      putLong(
          c, co + i + 8, high ^ (colour & (getLong(rows, ro + i + 8) ^ getLong(a, ao + i + 8))));
    }
  }
}
