// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.random.EntropySource;
import linnet.network.InputException;

/**
 * How a server takes part.
 *
 * @param maxBatch most images of one inference
 * @param entropy secure, except in tests
 * @param dealer the token for {@link InsecureTrustedDealer}, so far the only source of linear
 *     correlations
 */
public record ServerSettings(int maxBatch, EntropySource entropy, InsecureAccess dealer) {
  /** Rejects batches below 1. */
  public ServerSettings {
    if (maxBatch < 1) {
      throw new InputException(
          "A server must take at least 1 image at once, not " + maxBatch + ".");
    }
  }

  /** Up to 64 images at once, secure randomness. */
  public static ServerSettings withDealer(InsecureAccess access) {
    return new ServerSettings(64, EntropySource.secure(), access);
  }
}
