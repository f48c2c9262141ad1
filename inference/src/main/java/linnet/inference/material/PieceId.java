// SPDX-License-Identifier: Apache-2.0
package linnet.inference.material;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import linnet.crypto.random.EntropySource;
import linnet.network.InputException;

/**
 * The name of one piece of one-time material at both ends: 16 random bytes.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record PieceId(long high, long low) {
  /** Bytes of an id. */
  public static final int BYTES = 16;

  /** A fresh id. */
  public static PieceId random(EntropySource entropy) {
    byte[] bytes = new byte[BYTES];
    entropy.fill(bytes);
    return of(bytes);
  }

  /**
   * The id with these 16 bytes.
   *
   * @throws InputException if there are more or fewer
   */
  public static PieceId of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new InputException(
          "A piece of material has a name of %d bytes, not of %d.".formatted(BYTES, bytes.length));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new PieceId(buffer.getLong(), buffer.getLong());
  }

  /**
   * The id that {@link #toString} wrote.
   *
   * @throws InputException if the text is not 32 hexadecimal digits
   */
  public static PieceId parse(String hex) {
    try {
      return of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          "\"%s\" names no piece of material; a name is 32 hexadecimal digits.".formatted(hex), e);
    }
  }

  /** The 16 bytes, fresh. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /** 32 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes());
  }
}
