// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Little-endian numbers and bits in payloads. */
public final class LittleEndian {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /** The 32-bit number at a byte offset. */
  public static int getInt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  /** Writes a 32-bit number at a byte offset. */
  public static void putInt(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /** The 64-bit number at a byte offset. */
  public static long getLong(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  /** Writes a 64-bit number at a byte offset. */
  public static void putLong(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  /** The values as 8 bytes each. */
  public static byte[] bytes(long... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(8, values.length)).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asLongBuffer().put(values);
    return buffer.array();
  }

  /**
   * The payload as numbers of 8 bytes each.
   *
   * @throws IllegalArgumentException if the length is no multiple of 8
   */
  public static long[] longs(byte[] payload) {
    if (payload.length % 8 != 0) {
      throw new IllegalArgumentException(payload.length + " bytes are no whole 64-bit numbers");
    }
    long[] values = new long[payload.length / 8];
    ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(values);
    return values;
  }

  /** Eight bits a byte, the first in the lowest place; unused places of the last byte are zero. */
  public static byte[] packBits(boolean[] bits) {
    byte[] packed = new byte[(bits.length + 7) / 8];
    for (int i = 0; i < bits.length; i++) {
      packed[i >> 3] |= (byte) ((bits[i] ? 1 : 0) << (i & 7));
    }
    return packed;
  }

  /**
   * The first {@code count} bits of what {@link #packBits} packed.
   *
   * @throws IllegalArgumentException if the payload has not exactly the bytes for that many bits
   */
  public static boolean[] unpackBits(byte[] packed, int count) {
    if (packed.length != (count + 7) / 8) {
      throw new IllegalArgumentException(packed.length + " bytes do not hold " + count + " bits");
    }
    boolean[] bits = new boolean[count];
    for (int i = 0; i < count; i++) {
      bits[i] = (packed[i >> 3] >> (i & 7) & 1) != 0;
    }
    return bits;
  }
}
