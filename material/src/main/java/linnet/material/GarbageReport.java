// SPDX-License-Identifier: Apache-2.0
package linnet.material;

/**
 * What was, or would be, removed.
 *
 * @param discarded unspent pieces that can no longer be claimed
 * @param discardedBytes of their payloads
 * @param forgotten names of spent pieces that the store no longer knows
 * @param litter files that crashes left lying
 * @param litterBytes of these files
 */
public record GarbageReport(
    int discarded, long discardedBytes, int forgotten, int litter, long litterBytes) {}
