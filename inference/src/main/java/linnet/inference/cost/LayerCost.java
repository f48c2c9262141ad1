// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import linnet.inference.protocol.LayerKind;

/**
 * What one layer costs: exact bytes, estimated times.
 *
 * @param name of the layer's first step
 * @param kind what it is
 * @param macs multiply-accumulate operations online, for one image
 * @param keptUnits units compared, of one image
 * @param linearizedUnits units truncated locally, of one image
 * @param offlineBytes both ways, of the whole prepared batch
 * @param onlineBytes both ways, of the whole batch that is classified at once
 * @param offlineRounds round trips that the preparation of the batch waits for
 * @param onlineRounds round trips that the inference waits for
 * @param offlineMillis of the whole prepared batch, both parties sharing the machine
 * @param onlineMillis of the whole batch that is classified at once
 */
public record LayerCost(
    String name,
    LayerKind kind,
    long macs,
    long keptUnits,
    long linearizedUnits,
    long offlineBytes,
    long onlineBytes,
    long offlineRounds,
    long onlineRounds,
    double offlineMillis,
    double onlineMillis) {}
