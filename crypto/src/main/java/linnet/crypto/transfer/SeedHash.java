// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.Prg;

/** Seeds by SHA-256 from a purpose, a transcript, an index and a secret. */
final class SeedHash {
  private final byte[] prefix;

  SeedHash(String purpose, byte[]... transcript) {
    MessageDigest digest = sha256();
    digest.update(purpose.getBytes(StandardCharsets.US_ASCII));
    for (byte[] part : transcript) {
      digest.update(LittleEndian.bytes(part.length));
      digest.update(part);
    }
    prefix = digest.digest();
  }

  byte[] seed(long index, byte[] secret) {
    MessageDigest digest = sha256();
    digest.update(prefix);
    digest.update(LittleEndian.bytes(index));
    return Arrays.copyOf(digest.digest(secret), Prg.SEED_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
