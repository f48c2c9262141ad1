// SPDX-License-Identifier: Apache-2.0
package linnet.network.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4), as files, plans and data sets are told apart and damage is noticed. */
public final class Checksum {
  private Checksum() {}

  /** The checksum of the content, as 64 hexadecimal digits. */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  /** A fresh digest, for content that comes in parts. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
