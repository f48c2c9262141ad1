// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.random.EntropySource;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How a client takes part.
 *
 * @param expectedDigest the plan to insist on ({@link linnet.inference.plan.ProgramPlan#digest});
 *     empty to take any
 * @param entropy secure, except in tests
 * @param dealer the token that accepts a server with an insecure dealer; null refuses such servers
 */
public record ClientSettings(
    String expectedDigest, EntropySource entropy, @Nullable InsecureAccess dealer) {
  /** Rejects what is no digest. */
  public ClientSettings {
    if (!expectedDigest.matches("([0-9a-f]{64})?")) {
      throw new InputException(
          "\"%s\" is no digest of a plan; it has 64 hexadecimal digits.".formatted(expectedDigest));
    }
  }

  /** Takes any plan, refuses dealers. */
  public static ClientSettings defaults() {
    return new ClientSettings("", EntropySource.secure(), null);
  }

  /** The same, accepting a dealer. */
  public ClientSettings withDealer(InsecureAccess access) {
    return new ClientSettings(expectedDigest, entropy, access);
  }

  /** The same, insisting on a plan. */
  public ClientSettings withExpectedDigest(String digest) {
    return new ClientSettings(digest, entropy, dealer);
  }
}
