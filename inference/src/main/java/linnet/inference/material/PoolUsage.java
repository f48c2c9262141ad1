// SPDX-License-Identifier: Apache-2.0
package linnet.inference.material;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of a pool is left.
 *
 * @param unspent pieces that can be claimed
 * @param spent pieces that were claimed or discarded
 * @param bytes of the unspent pieces' payloads
 * @param oldest when the oldest unspent piece was put; empty if there is none
 * @param newest when the newest unspent piece was put; empty if there is none
 */
public record PoolUsage(
    MaterialPool pool,
    int unspent,
    int spent,
    long bytes,
    Optional<Instant> oldest,
    Optional<Instant> newest) {}
