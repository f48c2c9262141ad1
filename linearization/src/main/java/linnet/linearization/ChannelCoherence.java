// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Site;

/**
 * Moves the scores of units towards the mean of their channel, so that kept units gather in few
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
    if (coherence == 0) {
      return;
    }
    for (Site site : network.sites()) {
      float[] own = scores.getOrDefault(site.name(), new float[0]);
      int plane = site.shape().plane();
      for (int start = 0; start < own.length; start += plane) {
        mix(own, start, start + plane, coherence);
      }
    }
  }

  private static void mix(float[] scores, int from, int to, double coherence) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += scores[i];
    }
    double mean = sum / (to - from);
    for (int i = from; i < to; i++) {
      scores[i] = (float) ((1 - coherence) * scores[i] + coherence * mean);
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
