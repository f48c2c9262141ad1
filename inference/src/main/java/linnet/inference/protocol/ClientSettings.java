// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.HexFormat;
import linnet.crypto.random.EntropySource;
import linnet.inference.material.MaterialStore;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.material.PieceId;
import linnet.network.InputException;
import org.jspecify.annotations.Nullable;

/**
 * How a client takes part.
 *
 * @param expectedDigest the plan to insist on ({@link linnet.inference.plan.ProgramPlan#digest});
 *     empty to take any
 * @param store where material waits
 * @param clientName 16 bytes in hexadecimal, by which the server finds this client's pieces again
 *     where no certificate names it; keep it as long as the store
 * @param entropy secure, except in tests
 * @param dealer the token that accepts a server with an insecure dealer; null refuses such servers
 */
public record ClientSettings(
    String expectedDigest,
    MaterialStore store,
    String clientName,
    EntropySource entropy,
    @Nullable InsecureAccess dealer) {
  /** Rejects what is no digest or no name. */
  public ClientSettings {
    if (!expectedDigest.matches("([0-9a-f]{64})?")) {
      throw new InputException(
          "\"%s\" is no digest of a plan; it has 64 hexadecimal digits.".formatted(expectedDigest));
    }
    if (!clientName.matches("[0-9a-f]{32}")) {
      throw new InputException(
          "\"%s\" is no name of a client; it has 32 hexadecimal digits.".formatted(clientName));
    }
  }

  /**
   * Takes any plan, refuses dealers, keeps up to 4 GiB of material in memory, under a fresh name.
   */
  public static ClientSettings defaults() {
    EntropySource entropy = EntropySource.secure();
    return new ClientSettings(
        "", new MemoryMaterialStore(4L << 30), newName(entropy), entropy, null);
  }

  /** A name that nobody else has. */
  public static String newName(EntropySource entropy) {
    return HexFormat.of().formatHex(PieceId.random(entropy).bytes());
  }

  /** The same with another store, whose pieces were made under this name. */
  public ClientSettings withStore(MaterialStore other, String name) {
    return new ClientSettings(expectedDigest, other, name, entropy, dealer);
  }

  /** The same, accepting a dealer. */
  public ClientSettings withDealer(InsecureAccess access) {
    return new ClientSettings(expectedDigest, store, clientName, entropy, access);
  }

  /** The same, insisting on a plan. */
  public ClientSettings withExpectedDigest(String digest) {
    return new ClientSettings(digest, store, clientName, entropy, dealer);
  }

  /** The same with other randomness; tests only. */
  public ClientSettings withEntropy(EntropySource other) {
    return new ClientSettings(expectedDigest, store, clientName, other, dealer);
  }
}
