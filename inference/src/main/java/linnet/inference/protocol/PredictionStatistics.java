// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What an inference cost, seen from one end of the channel. The handshake and the base transfers
 * belong to the session and are not in here.
 *
 * @param batch number of images
 * @param correlations the part of the offline phase that linear correlations took
 * @param offline everything before the images were known
 * @param online from the masked images to the logits
 * @param sites one for each boundary, in order
 * @param dealer true if an insecure dealer gave the correlations: then the server could see the
 *     images
 */
public record PredictionStatistics(
    int batch,
    PhaseStatistics correlations,
    PhaseStatistics offline,
    PhaseStatistics online,
    List<SiteStatistics> sites,
    boolean dealer) {
  /** Copies the list. */
  public PredictionStatistics {
    sites = List.copyOf(sites);
  }

  /** Units that were garbled, over all sites: kept units times batch. */
  public long comparedUnits() {
    return sites.stream().mapToLong(SiteStatistics::comparedUnits).sum();
  }

  /** Both together, of two inferences with one plan. */
  public PredictionStatistics plus(PredictionStatistics other) {
    List<SiteStatistics> sums = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      sums.add(sites.get(i).plus(other.sites.get(i)));
    }
    return new PredictionStatistics(
        batch + other.batch,
        correlations.plus(other.correlations),
        offline.plus(other.offline),
        online.plus(other.online),
        sums,
        dealer || other.dealer);
  }
}
