// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import java.util.Map;
import java.util.Objects;
import linnet.linearization.ChannelCoherence;
import linnet.linearization.FisherImportance;
import linnet.linearization.Hysteresis;
import linnet.linearization.Pass;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;

/**
 * Units of all sites compete: a unit counts by the root mean square of its gate's gradient, times
 * the layer metric of its site. The metric tilts the competition, where it would otherwise fix each
 * site's budget; that keeps more accuracy (docs/results.md). A kept unit has an advantage, a part
 * of its own score (hysteresis), and a site keeps as few units as the options allow or none.
 *
 * <p>A gate has no gradient on images where its unit is not negative, so these scores tell
 * negativity already, and the metric's term counts it once more ({@code negativity=false} leaves it
 * out). The terms of the metric can differ more between sites than scores do; the option {@code
 * metric-power} says how much they decide.
 */
final class NetworkScores implements UnitScores {
  private final Network network;
  private final ReluBudget budget;
  private final StreamliNetOptions options;
  private final FisherImportance importance;

  /** Knows nothing yet. */
  NetworkScores(Network network, ReluBudget budget, StreamliNetOptions options) {
    this.network = network;
    this.budget = budget;
    this.options = options;
    this.importance = new FisherImportance(network, options.memory());
  }

  @Override
  public void add(Pass pass, int images) {
    importance.add(pass, images);
  }

  @Override
  public Masks choose(LayerMetric metric, ReluBudget now, Masks current) {
    Map<String, float[]> ranks = importance.scores();
    ChannelCoherence.mix(network, ranks, options.coherence());
    double[] weights = metric.unitWeights();
    for (int i = 0; i < weights.length; i++) {
      Site site = network.sites().get(i);
      float[] own = Objects.requireNonNull(ranks.get(site.name()));
      double kept = weights[i] * (1 + options.hysteresis());
      Hysteresis.weigh(own, current.get(site.name()), kept, weights[i]);
    }
    return options.smallestSite().highest(network, now, budget, ranks);
  }

  @Override
  public Map<String, float[]> save() {
    return importance.save();
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    importance.restore(saved);
  }

  @Override
  public void close() {
    importance.close();
  }
}
