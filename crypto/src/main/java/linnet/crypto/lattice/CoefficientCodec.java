// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.Arrays;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.channel.PeerException;

/**
 * Coefficients as bytes: the top bits of each, packed densely, the first in the lowest place.
 *
 * <p>Dropped low bits are rounded away, an error of at most half of the last kept one. 144 kept
 * bits lose nothing and take 18 bytes a coefficient.
 */
final class CoefficientCodec {
  private final int keptBits;
  private final int droppedBits;

  /** Keeps that many top bits of each coefficient, 49 to 144. */
  CoefficientCodec(int keptBits) {
    if (keptBits <= Polynomial.DIGIT_BITS || keptBits > LatticeParameters.MODULUS_BITS) {
      throw new IllegalArgumentException("a coefficient keeps 49 to 144 bits, not " + keptBits);
    }
    this.keptBits = keptBits;
    droppedBits = LatticeParameters.MODULUS_BITS - keptBits;
  }

  /** Low bits of each coefficient that do not travel. */
  int droppedBits() {
    return droppedBits;
  }

  /** Bytes of that many coefficients. */
  int bytes(int count) {
    return Math.toIntExact(((long) count * keptBits + 7) / 8);
  }

  /** All coefficients, from {@code offset} on. */
  void encode(Polynomial polynomial, byte[] out, int offset) {
    Writer writer = new Writer(out, offset);
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      write(polynomial, i, writer);
    }
    writer.finish();
  }

  /** The coefficients at the given places only, in that order. */
  void encode(Polynomial polynomial, int[] columns, byte[] out, int offset) {
    Writer writer = new Writer(out, offset);
    for (int column : columns) {
      write(polynomial, column, writer);
    }
    writer.finish();
  }

  private void write(Polynomial polynomial, int i, Writer writer) {
    long first = polynomial.low[i];
    long second = polynomial.middle[i];
    long third = polynomial.high[i];
    if (droppedBits >= Polynomial.DIGIT_BITS) {
      second += droppedBits == Polynomial.DIGIT_BITS ? first >>> 47 : half(droppedBits - 48);
      third += second >>> 48;
      writeTop(second & Polynomial.DIGIT, third & Polynomial.DIGIT, droppedBits - 48, writer);
      return;
    }
    first += droppedBits == 0 ? 0 : half(droppedBits);
    second += first >>> 48;
    third += second >>> 48;
    writer.put((first & Polynomial.DIGIT) >>> droppedBits, 48 - droppedBits);
    writer.put(second & Polynomial.DIGIT, 48);
    writer.put(third & Polynomial.DIGIT, 48);
  }

  private static void writeTop(long second, long third, int dropped, Writer writer) {
    writer.put(second >>> dropped, 48 - dropped);
    writer.put(third, 48);
  }

  private static long half(int dropped) {
    return 1L << (dropped - 1);
  }

  /**
   * All coefficients out of {@code bytes(N)} bytes; dropped bits become zero.
   *
   * @throws PeerException if the length is another
   */
  void decode(byte[] bytes, Polynomial polynomial) {
    check(bytes, Polynomial.DEGREE);
    Reader reader = new Reader(bytes);
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      read(reader, polynomial, i);
    }
  }

  /**
   * The coefficients at the given places; the others stay as they are.
   *
   * @throws PeerException if the length is not that of so many coefficients
   */
  void decode(byte[] bytes, int[] columns, Polynomial polynomial) {
    check(bytes, columns.length);
    Reader reader = new Reader(bytes);
    for (int column : columns) {
      read(reader, polynomial, column);
    }
  }

  private void read(Reader reader, Polynomial polynomial, int i) {
    int dropped = droppedBits;
    polynomial.low[i] = dropped >= 48 ? 0 : reader.get(48 - dropped) << dropped;
    int droppedMiddle = Math.max(0, dropped - 48);
    polynomial.middle[i] = reader.get(48 - droppedMiddle) << droppedMiddle;
    polynomial.high[i] = reader.get(48);
  }

  private void check(byte[] bytes, int count) {
    if (bytes.length != bytes(count)) {
      throw new PeerException(
          "The other side sent %d bytes of ciphertext where %d were due; check that both sides run the same version."
              .formatted(bytes.length, bytes(count)));
    }
  }

  /** Bits into bytes through one 64-bit word. */
  private static final class Writer {
    private final byte[] out;
    private int at;
    private long word;
    private int used;

    Writer(byte[] out, int offset) {
      this.out = out;
      at = offset;
    }

    /** Appends the {@code count} low bits of a value that has no others, 1 to 48. */
    void put(long value, int count) {
      word |= value << used;
      used += count;
      if (used >= 64) {
        LittleEndian.putLong(out, at, word);
        at += 8;
        used -= 64;
        word = used == 0 ? 0 : value >>> (count - used);
      }
    }

    void finish() {
      for (; used > 0; used -= 8, word >>>= 8) {
        out[at++] = (byte) word;
      }
    }
  }

  /** Bits out of bytes; never reads beyond the end. */
  private static final class Reader {
    private final byte[] bytes;
    private final int lastWord;
    private final byte[] tail;
    private int at;
    private long word;
    private int left;

    Reader(byte[] bytes) {
      this.bytes = bytes;
      lastWord = bytes.length & -8;
      tail = Arrays.copyOf(Arrays.copyOfRange(bytes, lastWord, bytes.length), 8);
    }

    /** The next {@code count} bits, 1 to 48. */
    long get(int count) {
      long value = word;
      if (left < count) {
        long next = at < lastWord ? LittleEndian.getLong(bytes, at) : LittleEndian.getLong(tail, 0);
        at += 8;
        value |= next << left;
        word = next >>> (count - left);
        left += 64 - count;
      } else {
        word >>>= count;
        left -= count;
      }
      return value & ((1L << count) - 1);
    }
  }
}
