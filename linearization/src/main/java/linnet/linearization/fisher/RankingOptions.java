// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.ChannelCoherence;
import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What changes the order of units beside their Fisher importance.
 *
 * @param negativity power of {@code P(z < 0)} that the importance is multiplied by, at least 0
 * @param coherence how far units rank with their channel, in [0, 1]
 * @param costOrder whether importance is divided by what a unit of the site costs
 * @param maskMemory advantage of units that are kept, as a part of their importance, at least 0
 */
public record RankingOptions(
    double negativity, double coherence, boolean costOrder, double maskMemory) {
  /** Fisher importance alone. */
  public static final RankingOptions NONE = new RankingOptions(0, 0, false, 0);

  /** Rejects values out of range. */
  public RankingOptions {
    if (!(negativity >= 0 && maskMemory >= 0 && Double.isFinite(negativity + maskMemory))) {
      throw new InputException(
          "The Fisher search cannot run with negativity %s and mask memory %s; use numbers of at least 0."
              .formatted(negativity, maskMemory));
    }
    ChannelCoherence.require(coherence);
  }

  /**
   * As users write them: {@code negativity}, {@code coherence}, {@code cost-order}, {@code
   * mask-memory}.
   */
  public static RankingOptions of(MethodSettings settings) {
    return new RankingOptions(
        settings.real("negativity", NONE.negativity()),
        settings.real("coherence", NONE.coherence()),
        settings.flag("cost-order", NONE.costOrder()),
        settings.real("mask-memory", NONE.maskMemory()));
  }
}
