// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import linnet.crypto.random.EntropySource;
import linnet.inference.material.MaterialPool;
import linnet.inference.material.PieceId;

/**
 * Seals payloads into files with AES-256-GCM in segments of 64 KiB.
 *
 * <p>The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, CRYPTO 2015): each file has a
 * fresh key, the nonce of a segment is its number and whether it is the last one, so that segments
 * can be neither reordered nor dropped. Name and pool are authenticated with every segment, so that
 * a file does not pass for another piece.
 *
 * <p>File: {@code LNMP}, version, 32 bytes of salt; then each segment and its tag of 16 bytes.
 */
final class PieceCipher {
  private static final int SALT_BYTES = 32;
  private static final byte[] MAGIC = {'L', 'N', 'M', 'P', 1};
  static final int HEADER_BYTES = MAGIC.length + SALT_BYTES;

  /** Small enough that the virtual machine soon has compiled what it repeats for each segment. */
  static final int SEGMENT_BYTES = 1 << 16;

  static final int TAG_BYTES = 16;

  private final MaterialKey key;

  PieceCipher(MaterialKey key) {
    this.key = key;
  }

  /** Bytes of the file of a payload of so many bytes. */
  static long sealedBytes(long payload) {
    return HEADER_BYTES + payload + TAG_BYTES * segments(payload);
  }

  void seal(MaterialPool pool, PieceId id, byte[] payload, WritableByteChannel out)
      throws IOException, GeneralSecurityException {
    byte[] salt = new byte[SALT_BYTES];
    EntropySource.secure().fill(salt);
    writeAll(out, ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).put(salt).flip());
    SegmentCipher cipher = new SegmentCipher(Cipher.ENCRYPT_MODE, key, salt, pool, id);
    byte[] sealed = new byte[SEGMENT_BYTES + TAG_BYTES];
    int segments = Math.toIntExact(segments(payload.length));
    for (int s = 0; s < segments; s++) {
      int start = s * SEGMENT_BYTES;
      int length = Math.min(SEGMENT_BYTES, payload.length - start);
      int written = cipher.apply(s, s == segments - 1, payload, start, length, sealed, 0);
      writeAll(out, ByteBuffer.wrap(sealed, 0, written));
    }
  }

  /**
   * The payload of a file of {@link #sealedBytes} bytes.
   *
   * @throws AEADBadTagException if the file was changed, or is another piece's
   * @throws EOFException if it is shorter
   */
  byte[] open(MaterialPool pool, PieceId id, ReadableByteChannel in, int length)
      throws IOException, GeneralSecurityException {
    byte[] header = new byte[HEADER_BYTES];
    readAll(in, header, HEADER_BYTES);
    if (!Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new AEADBadTagException("no file of a piece");
    }
    byte[] salt = Arrays.copyOfRange(header, MAGIC.length, HEADER_BYTES);
    SegmentCipher cipher = new SegmentCipher(Cipher.DECRYPT_MODE, key, salt, pool, id);
    byte[] payload = new byte[length];
    byte[] sealed = new byte[SEGMENT_BYTES + TAG_BYTES];
    int segments = Math.toIntExact(segments(length));
    for (int s = 0; s < segments; s++) {
      int start = s * SEGMENT_BYTES;
      int bytes = Math.min(SEGMENT_BYTES, length - start) + TAG_BYTES;
      readAll(in, sealed, bytes);
      cipher.apply(s, s == segments - 1, sealed, 0, bytes, payload, start);
    }
    return payload;
  }

  private static long segments(long payload) {
    return Math.max(1, Math.ceilDiv(payload, (long) SEGMENT_BYTES));
  }

  private static void writeAll(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void readAll(ReadableByteChannel in, byte[] bytes, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new EOFException("the file is too short");
      }
    }
  }

  /** AES-GCM under one file's key. */
  private static final class SegmentCipher {
    private final Cipher cipher;
    private final int mode;
    private final SecretKey fileKey;
    private final byte[] associated;

    private SegmentCipher(int mode, MaterialKey key, byte[] salt, MaterialPool pool, PieceId id)
        throws GeneralSecurityException {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
      this.mode = mode;
      this.fileKey = key.derive("linnet material piece", salt);
      this.associated = associated(pool, id);
    }

    private int apply(
        int number, boolean last, byte[] in, int start, int length, byte[] out, int outStart)
        throws GeneralSecurityException {
      byte[] nonce =
          ByteBuffer.allocate(12).putInt(7, number).put(11, (byte) (last ? 1 : 0)).array();
      cipher.init(mode, fileKey, new GCMParameterSpec(8 * TAG_BYTES, nonce));
      cipher.updateAAD(associated);
      return cipher.doFinal(in, start, length, out, outStart);
    }

    private static byte[] associated(MaterialPool pool, PieceId id) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.write(MAGIC);
        out.write(id.bytes());
        for (String text : new String[] {pool.peer(), pool.digest(), pool.parameters()}) {
          byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
          out.writeInt(encoded.length);
          out.write(encoded);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }
}
