// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.Prg;

/**
 * The streams behind the public polynomials: fixed by what they are for, chosen by nobody.
 *
 * <p>The seed is the first half of SHA-256 over the purpose, the protocol version and the position;
 * AES in counter mode stretches it, as FrodoKEM makes its public matrix (Alkim et al., NIST
 * post-quantum submission, section 2.2.3).
 */
final class PublicSeeds {
  private PublicSeeds() {}

  /** The stream of one purpose ("linnet lattice a", ...) at one position. */
  static Prg stream(String purpose, int version, long... position) {
    byte[] name = purpose.getBytes(StandardCharsets.US_ASCII);
    MessageDigest digest = sha256();
    digest.update(LittleEndian.bytes(name.length));
    digest.update(name);
    digest.update(LittleEndian.bytes(version, position.length));
    byte[] hash = digest.digest(LittleEndian.bytes(position));
    return new Prg(Arrays.copyOf(hash, Prg.SEED_BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
