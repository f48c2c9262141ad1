// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.random;

import java.security.SecureRandom;

/** Where seeds, global differences and scalars come from. */
public interface EntropySource {
  /** Fills the whole array with unpredictable bytes. */
  void fill(byte[] bytes);

  /** Sixteen fresh bytes, the seed of one generator. */
  default byte[] seed() {
    byte[] seed = new byte[Prg.SEED_BYTES];
    fill(seed);
    return seed;
  }

  /** The operating system's randomness; what every real run uses. */
  static EntropySource secure() {
    return new SecureRandom()::nextBytes;
  }
}
