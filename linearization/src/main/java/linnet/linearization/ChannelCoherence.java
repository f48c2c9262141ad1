// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Site;

/**
 * Moves the scores of units towards one of their channel, so that kept units gather in few
 * channels: such masks train better than scattered ones of the same allocation.
 */
public final class ChannelCoherence {
  private ChannelCoherence() {}

  /**
   * Changes scores in place: {@code (1 - coherence) * score + coherence * mean of the channel}.
   *
   * @param scores site name to one score per unit, in {@code [C, H, W]} order
   * @param coherence in [0, 1]; 0 changes nothing, with 1 all units of a channel are equal
   */
  public static void mix(Network network, Map<String, float[]> scores, double coherence) {
    if (coherence > 0) {
      mix(network, scores, Channels.averages(network, scores), coherence);
    }
  }

  /**
   * The same towards what is known of channels as such.
   *
   * @param channels site name to one score per channel, {@code [C]}, that is comparable with a
   *     unit's
   */
  public static void mix(
      Network network,
      Map<String, float[]> scores,
      Map<String, float[]> channels,
      double coherence) {
    for (Site site : network.sites()) {
      float[] own = TopK.scoresOf(site.name(), site.units(), scores);
      float[] whole = TopK.scoresOf(site.name(), site.shape().channels(), channels);
      int plane = site.shape().plane();
      for (int i = 0; i < own.length; i++) {
        own[i] = (float) ((1 - coherence) * own[i] + coherence * whole[i / plane]);
      }
    }
  }

  /**
   * Checks an option.
   *
   * @throws InputException if it is not in [0, 1]
   */
  public static void require(double coherence) {
    if (!(coherence >= 0 && coherence <= 1)) {
      throw new InputException(
          "The channel coherence must lie between 0 and 1, not %s.".formatted(coherence));
    }
  }
}
