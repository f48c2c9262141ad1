// SPDX-License-Identifier: Apache-2.0
package linnet.inference.material;

import linnet.network.InputException;

/**
 * What pieces of material must have in common to stand in for one another.
 *
 * @param peer whose: the other party's name or certificate fingerprint
 * @param digest the plan's digest
 * @param parameters the protocol's parameters as a canonical string, such as {@code linnet/2 sign
 *     softspoken-4 lattice-8192-144}
 */
public record MaterialPool(String peer, String digest, String parameters) {
  /** Characters of any of the three, at most. */
  public static final int MAXIMUM_LENGTH = 500;

  /**
   * Checks that all three are printable.
   *
   * @throws InputException if one is blank, too long, or has control characters
   */
  public MaterialPool {
    check("peer", peer);
    check("plan digest", digest);
    check("parameters", parameters);
  }

  private static void check(String what, String text) {
    boolean printable = text.chars().noneMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > MAXIMUM_LENGTH || !printable) {
      throw new InputException(
          "The %s of a pool of material has to be 1 to %d printable characters."
              .formatted(what, MAXIMUM_LENGTH));
    }
  }
}
