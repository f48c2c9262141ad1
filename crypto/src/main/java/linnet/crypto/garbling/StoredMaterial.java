// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.transfer.TransferKind;

/** What all stored material of garbling has in common: a head that says what it is, then arrays. */
final class StoredMaterial {
  /** Numbers written at once. */
  private static final int CHUNK = 1 << 13;

  private StoredMaterial() {}

  static void checkHead(DataInput in, long... expected) throws IOException {
    long[] found = longs(in, expected.length);
    for (int i = 0; i < expected.length; i++) {
      if (found[i] != expected[i]) {
        throw new IOException(
            "The stored garbled material belongs to another network or protocol; prepare it again.");
      }
    }
  }

  static void write(DataOutput out, long[] values) throws IOException {
    for (int from = 0; from < values.length; from += CHUNK) {
      int to = Math.min(from + CHUNK, values.length);
      out.write(LittleEndian.bytes(Arrays.copyOfRange(values, from, to)));
    }
  }

  static byte[] bytes(DataInput in, int count) throws IOException {
    byte[] bytes = new byte[count];
    try {
      in.readFully(bytes);
    } catch (EOFException e) {
      throw new IOException("The stored garbled material ends early; prepare it again.", e);
    }
    return bytes;
  }

  static long[] longs(DataInput in, int count) throws IOException {
    long[] values = new long[count];
    for (int from = 0; from < count; from += CHUNK) {
      int part = Math.min(CHUNK, count - from);
      long[] read = LittleEndian.longs(bytes(in, Long.BYTES * part));
      System.arraycopy(read, 0, values, from, part);
    }
    return values;
  }

  /**
   * How many bytes of seeds follow: what some kind of transfers has, and none if and only if there
   * were no transfers.
   */
  static int seedBytes(DataInput in, boolean transferred) throws IOException {
    long count = longs(in, 1)[0];
    if (count == 0 && !transferred) {
      return 0;
    }
    for (TransferKind kind : TransferKind.values()) {
      if (transferred && count == kind.seedBytes()) {
        return (int) count;
      }
    }
    throw new IOException("The stored garbled material is damaged; prepare it again.");
  }
}
