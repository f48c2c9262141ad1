// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.random.EntropySource;
import linnet.inference.material.MaterialStore;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How a server takes part.
 *
 * @param parameters of the protocol; clients follow
 * @param maxBatch most images of one online inference
 * @param maxPrepare most pieces of material prepared in one batch
 * @param store where material waits
 * @param cache where products of weights and public polynomials wait
 * @param entropy secure, except in tests
 * @param dealer the token for {@link InsecureTrustedDealer}; needed only where the parameters name
 *     it
 */
public record ServerSettings(
    ProtocolParameters parameters,
    int maxBatch,
    int maxPrepare,
    MaterialStore store,
    LatticeCache cache,
    EntropySource entropy,
    @Nullable InsecureAccess dealer) {
  /** Rejects batches below 1, and a dealer without its token. */
  public ServerSettings {
    if (maxBatch < 1 || maxPrepare < 1) {
      throw new InputException(
          "A server must take at least 1 image at once, not %d, and prepare at least 1 piece, not %d."
              .formatted(maxBatch, maxPrepare));
    }
    if (parameters.dealer() && dealer == null) {
      throw new IllegalArgumentException("an insecure dealer needs the token");
    }
  }

  /** Up to 64 images and 64 pieces at once, secure randomness, linear layers under encryption. */
  public static ServerSettings of(MaterialStore store, LatticeCache cache) {
    return new ServerSettings(
        ProtocolParameters.DEFAULT, 64, 64, store, cache, EntropySource.secure(), null);
  }

  /** The same with other parameters. */
  public ServerSettings with(ProtocolParameters other) {
    return new ServerSettings(other, maxBatch, maxPrepare, store, cache, entropy, dealer);
  }

  /** The same with other limits. */
  public ServerSettings withLimits(int images, int pieces) {
    return new ServerSettings(parameters, images, pieces, store, cache, entropy, dealer);
  }

  /** The same with an insecure dealer. */
  public ServerSettings withDealer(InsecureAccess access) {
    return new ServerSettings(
        parameters.with(CorrelationSource.INSECURE_DEALER),
        maxBatch,
        maxPrepare,
        store,
        cache,
        entropy,
        access);
  }

  /** The same with other randomness; tests only. */
  public ServerSettings withEntropy(EntropySource other) {
    return new ServerSettings(parameters, maxBatch, maxPrepare, store, cache, other, dealer);
  }
}
