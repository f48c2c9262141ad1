// SPDX-License-Identifier: Apache-2.0
package linnet.inference.material;

import java.util.List;
import java.util.Optional;
import linnet.network.InputException;

/**
 * Keeps one-time material until it is used, and gives each piece out at most once.
 *
 * <p><b>Security guarantee.</b> Using a piece for two inferences reveals secrets of both parties;
 * losing one is harmless. So a piece counts as spent before {@link #claim} returns its first byte,
 * whatever happens afterwards, and a spent or known name is never accepted again.
 *
 * <p>All methods may be called by many threads at once. A store that cannot be read or written
 * throws {@link InputException} with one sentence; then a piece under way is either still unspent
 * or lost, never given out twice.
 */
public interface MaterialStore extends AutoCloseable {
  /**
   * Keeps a piece; once this returns, the piece can be claimed. The store may keep the array, which
   * the caller must not change any more.
   *
   * @throws InputException if the store has ever seen this name, is full or cannot be written
   */
  void put(MaterialPool pool, PieceId id, byte[] payload);

  /**
   * Spends a piece and returns its payload, which the caller owns and overwrites after use. Empty,
   * and nothing is changed, if the piece is unknown, spent, or of another pool.
   *
   * @throws InputException if the payload is lost or damaged (the piece is spent all the same), or
   *     the store cannot be written
   */
  Optional<byte[]> claim(MaterialPool pool, PieceId id);

  /** Unspent pieces of a pool, oldest first, at most so many. */
  List<PieceId> available(MaterialPool pool, int atMost);

  /** Number of unspent pieces of a pool. */
  int count(MaterialPool pool);

  /** Every pool that has had a piece, by peer, digest and parameters. */
  List<PoolUsage> pools();

  /** Releases files and memory; nothing that was put is lost if the store is durable. */
  @Override
  void close();
}
