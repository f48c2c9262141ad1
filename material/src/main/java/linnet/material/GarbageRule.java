// SPDX-License-Identifier: Apache-2.0
package linnet.material;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import linnet.inference.material.MaterialPool;
import linnet.network.InputException;

/**
 * What {@link Housekeeping} may remove. Digests may be shortened to their first characters.
 *
 * <p>An unspent piece is discarded if it meets every criterion given among {@code keptDigests},
 * {@code olderThan} and {@code peer}; none is if none of them is given, or only a peer whose plans
 * are to be forgotten.
 *
 * @param keptDigests discard pieces of other plans than these; empty: no criterion
 * @param olderThan discard pieces that were put longer ago
 * @param peer discard, and forget, pieces of this peer only
 * @param forgottenDigests plans of which everything is removed, the memory of spent names included
 */
public record GarbageRule(
    Set<String> keptDigests,
    Optional<Duration> olderThan,
    Optional<String> peer,
    Set<String> forgottenDigests) {
  /** Only what crashes left lying. */
  public static final GarbageRule LITTER =
      new GarbageRule(Set.of(), Optional.empty(), Optional.empty(), Set.of());

  /** Copies the sets. */
  public GarbageRule {
    keptDigests = Set.copyOf(keptDigests);
    forgottenDigests = Set.copyOf(forgottenDigests);
  }

  /** Whether the pool's unspent pieces, or the old ones among them, are to go. */
  boolean discards(MaterialPool pool) {
    boolean hasCriterion =
        !keptDigests.isEmpty()
            || olderThan.isPresent()
            || (peer.isPresent() && forgottenDigests.isEmpty());
    return hasCriterion
        && isOfPeer(pool)
        && keptDigests.stream().noneMatch(pool.digest()::startsWith);
  }

  /** Whether nothing of the pool is to stay. */
  boolean forgets(MaterialPool pool) {
    return isOfPeer(pool) && forgottenDigests.stream().anyMatch(pool.digest()::startsWith);
  }

  /**
   * Checks that everything named is there, for a slip of the pen must not remove the wrong things.
   *
   * @throws InputException if a digest or the peer belongs to none of the pools, or a plan to
   *     forget could be one of several
   */
  void require(List<MaterialPool> pools) {
    List<String> digests = pools.stream().map(MaterialPool::digest).distinct().sorted().toList();
    for (String digest : keptDigests) {
      requireSome("plan", digest, digests, matching(digests, digest));
    }
    for (String digest : forgottenDigests) {
      List<String> meant = matching(digests, digest);
      requireSome("plan", digest, digests, meant);
      if (meant.size() > 1) {
        throw new InputException(
            "\"%s\" could be any of the plans %s; write more of its digest."
                .formatted(digest, String.join(", ", meant)));
      }
    }
    List<String> peers = pools.stream().map(MaterialPool::peer).distinct().sorted().toList();
    peer.ifPresent(
        name -> requireSome("peer", name, peers, peers.contains(name) ? peers : List.of()));
  }

  private boolean isOfPeer(MaterialPool pool) {
    return peer.isEmpty() || peer.get().equals(pool.peer());
  }

  private static List<String> matching(List<String> digests, String start) {
    return start.isBlank() ? List.of() : digests.stream().filter(d -> d.startsWith(start)).toList();
  }

  private static void requireSome(
      String what, String name, List<String> known, List<String> meant) {
    if (meant.isEmpty()) {
      throw new InputException(
          "The store has no material of a %s \"%s\"; it has: %s."
              .formatted(what, name, known.isEmpty() ? "none" : String.join(", ", known)));
    }
  }
}
