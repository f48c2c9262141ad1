// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.ChannelCoherence;
import linnet.linearization.ChannelFisher;
import linnet.linearization.MethodSettings;
import linnet.network.InputException;

/**
 * What changes the order of units beside their Fisher importance.
 *
 * @param negativity power of {@code P(z < 0)} that the importance is multiplied by, at least 0
 * @param coherence how far units rank with their channel, in [0, 1]
 * @param channelScore what the score of a channel is; it counts as far as units rank with it
 * @param costOrder whether importance is divided by what a unit of the site costs
 * @param maskMemory advantage of units that are kept, as a part of their importance, at least 0
 */
public record RankingOptions(
    double negativity,
    double coherence,
    ChannelScore channelScore,
    boolean costOrder,
    double maskMemory) {
  /** What the score of a channel is. */
  public enum ChannelScore {
    /** The mean score of its units. */
    MEAN,
    /**
     * The importance of one gate for the whole channel, for each unit ({@link ChannelFisher}),
     * which is not multiplied by how often units are negative.
     */
    FISHER
  }

  /** Fisher importance alone. */
  public static final RankingOptions NONE = new RankingOptions(0, 0, ChannelScore.MEAN, false, 0);

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
   * As users write them: {@code negativity}, {@code coherence}, {@code channel-score}, {@code
   * cost-order}, {@code mask-memory}.
   */
  public static RankingOptions of(MethodSettings settings) {
    return new RankingOptions(
        settings.real("negativity", NONE.negativity()),
        settings.real("coherence", NONE.coherence()),
        settings.choice("channel-score", NONE.channelScore()),
        settings.flag("cost-order", NONE.costOrder()),
        settings.real("mask-memory", NONE.maskMemory()));
  }
}
