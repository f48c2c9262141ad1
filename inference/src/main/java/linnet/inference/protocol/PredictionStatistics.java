// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * What an inference cost, seen from one end of the channel. The handshake and the base transfers
 * belong to the session and are not in here.
 *
 * @param batch number of images
 * @param preparation what the pieces used had cost when they were made
 * @param online from the masked images to the logits
 * @param sites one for each boundary, in order
 * @param dealer true if an insecure dealer gave the correlations: then the server could see the
 *     images
 */
public record PredictionStatistics(
    int batch,
    PreparationCost preparation,
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

  /** Everything before the images were known. */
  public PhaseStatistics offline() {
    return preparation.total();
  }

  /** The part of the offline phase that linear layers took. */
  public PhaseStatistics correlations() {
    return preparation.linear();
  }

  /** Both together, of two inferences with one plan. */
  public PredictionStatistics plus(PredictionStatistics other) {
    List<SiteStatistics> sums = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      sums.add(sites.get(i).plus(other.sites.get(i)));
    }
    return new PredictionStatistics(
        batch + other.batch,
        preparation.plus(other.preparation),
        online.plus(other.online),
        sums,
        dealer || other.dealer);
  }
}
