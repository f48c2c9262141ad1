// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.random;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import linnet.crypto.channel.LittleEndian;

/**
 * A pseudo-random stream: AES-128 in counter mode from zero (NIST SP 800-38A), the seed as its key.
 *
 * <p>Successive calls go on in one stream, however it is cut into calls. Not thread-safe.
 */
public final class Prg {
  /** Bytes of a seed. */
  public static final int SEED_BYTES = 16;

  private static final byte[] ZEROS = new byte[1 << 14];

  private final Cipher cipher;

  /**
   * The stream of a seed.
   *
   * @throws IllegalArgumentException if the seed has not 16 bytes
   */
  public Prg(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 16 bytes, not " + seed.length);
    }
    try {
      cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(seed, "AES"),
          new IvParameterSpec(new byte[SEED_BYTES]));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES in counter mode", e);
    }
  }

  /** Writes the next {@code length} bytes of the stream. */
  public void fill(byte[] bytes, int offset, int length) {
    try {
      int end = offset + length;
      for (int at = offset; at < end; at += ZEROS.length) {
        cipher.update(ZEROS, 0, Math.min(ZEROS.length, end - at), bytes, at);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refused to go on", e);
    }
  }

  /** The next {@code count} bytes. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    fill(bytes, 0, count);
    return bytes;
  }

  /** The next {@code count} numbers, uniform mod 2^64. */
  public long[] longs(int count) {
    return LittleEndian.longs(bytes(Math.multiplyExact(8, count)));
  }
}
