// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import linnet.linearization.ChannelCoherence;
import linnet.linearization.ChannelFisher;
import linnet.linearization.FisherImportance;
import linnet.linearization.Hysteresis;
import linnet.linearization.Negativity;
import linnet.linearization.Pass;
import linnet.linearization.UnitCosts;
import linnet.linearization.fisher.RankingOptions.ChannelScore;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;

/**
 * What units are ordered by: their Fisher importance and, where the options ask for it, how often
 * they are negative, their channel, their cost and whether they are kept.
 */
final class UnitRanking implements AutoCloseable {
  private final Network network;
  private final RankingOptions options;
  private final UnitCosts costs;
  private final FisherImportance importance;
  private final Optional<Negativity> negativity;
  private final Optional<ChannelFisher> channels;

  /**
   * Knows nothing yet.
   *
   * @param memory weight of the past when a batch is added, in [0, 1)
   */
  UnitRanking(Network network, RankingOptions options, UnitCosts costs, double memory) {
    this.network = network;
    this.options = options;
    this.costs = costs;
    this.importance = new FisherImportance(network, memory);
    this.negativity =
        options.negativity() > 0
            ? Optional.of(new Negativity(network, Negativity.Measure.PROBABILITY, memory))
            : Optional.empty();
    this.channels =
        options.channelScore() == ChannelScore.FISHER && options.coherence() > 0
            ? Optional.of(new ChannelFisher(network, memory))
            : Optional.empty();
  }

  /** Adds what the backward pass has shown of N images; the outputs' gradients are retained. */
  void add(Pass pass, int images) {
    importance.add(pass, images);
    negativity.ifPresent(own -> own.add(pass));
    channels.ifPresent(own -> own.add(pass, images));
  }

  /** One score per unit, at least 0, by site in {@code [C, H, W]} order. */
  Map<String, float[]> scores(Masks current) {
    Map<String, float[]> scores = importance.scores();
    negativity.ifPresent(own -> weigh(scores, own.toFloats(), options.negativity()));
    channels.ifPresentOrElse(
        own -> ChannelCoherence.mix(network, scores, own.scores(), options.coherence()),
        () -> ChannelCoherence.mix(network, scores, options.coherence()));
    for (Site site : network.sites()) {
      double cost = options.costOrder() ? costs.of(site.name()) : 1;
      Hysteresis.weigh(
          of(scores, site), current.get(site.name()), (1 + options.maskMemory()) / cost, 1 / cost);
    }
    return scores;
  }

  private void weigh(Map<String, float[]> scores, Map<String, float[]> negative, double power) {
    for (Site site : network.sites()) {
      float[] own = of(scores, site);
      float[] probabilities = of(negative, site);
      for (int i = 0; i < own.length; i++) {
        own[i] *= (float) Math.pow(probabilities[i], power);
      }
    }
  }

  private static float[] of(Map<String, float[]> bySite, Site site) {
    return Objects.requireNonNull(bySite.get(site.name()));
  }

  Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>(importance.save());
    negativity.ifPresent(own -> state.putAll(own.save()));
    channels.ifPresent(own -> state.putAll(own.save()));
    return state;
  }

  void restore(Map<String, float[]> saved) {
    importance.restore(saved);
    negativity.ifPresent(own -> own.restore(saved));
    channels.ifPresent(own -> own.restore(saved));
  }

  @Override
  public void close() {
    importance.close();
    negativity.ifPresent(Negativity::close);
    channels.ifPresent(ChannelFisher::close);
  }
}
