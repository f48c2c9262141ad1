// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import linnet.crypto.channel.LittleEndian;
import linnet.network.InputException;

/** Pieces of material as bytes; the store that keeps them sees to secrecy and integrity. */
final class PieceFormat {
  private PieceFormat() {}

  @FunctionalInterface
  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  @FunctionalInterface
  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      writer.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("memory refused to be written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads a whole payload.
   *
   * @throws InputException if it is no piece of this plan
   */
  static <T> T read(byte[] payload, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
      T piece = reader.read(in);
      if (in.read() >= 0) {
        throw new IOException("it is too long");
      }
      return piece;
    } catch (IOException e) {
      throw new InputException(
          "A piece of material is not of this plan and version (%s); it is spent, prepare another."
              .formatted(e.getMessage()),
          e);
    }
  }

  static void writeLongs(DataOutputStream out, long[] values) throws IOException {
    out.write(LittleEndian.bytes(values));
  }

  static long[] readLongs(DataInputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(Math.multiplyExact(Long.BYTES, count));
    if (bytes.length < Long.BYTES * count) {
      throw new IOException("it is too short");
    }
    return LittleEndian.longs(bytes);
  }
}
