// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/**
 * Exact bytes of one layer, framing included, and what it asks both parties to compute.
 *
 * @param name of the layer's first step
 * @param kind what it is
 * @param offlineBytes both ways, of the whole prepared batch
 * @param onlineBytes both ways, of the whole batch that is classified at once
 * @param offlineRounds round trips that the preparation of the batch waits for
 * @param onlineRounds round trips that the inference waits for
 * @param work what is computed
 */
public record LayerTraffic(
    String name,
    LayerKind kind,
    long offlineBytes,
    long onlineBytes,
    long offlineRounds,
    long onlineRounds,
    LayerWork work) {}
