// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import linnet.linearization.KeepSchedule;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.UnitCosts;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.streamlinet.StreamliNetOptions.Choice;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.loop.Progress;

/**
 * Fewer and fewer units, by the layer metric and what is known of single units: the metric shares
 * what is still kept among the sites, at each of which {@link MaskScores} choose, or it weighs the
 * units of all sites for {@link NetworkScores}.
 */
final class StreamliNetMasks implements MaskPolicy {
  private final Network network;
  private final StreamliNetOptions options;
  private final KeepSchedule ramp;
  private final LayerMetric metric;
  private final UnitScores scores;

  StreamliNetMasks(
      Network network,
      ReluBudget budget,
      StreamliNetOptions options,
      Optional<ReluSensitivity> sensitivity,
      UnitCosts costs) {
    this.network = network;
    this.options = options;
    this.ramp = KeepSchedule.geometric(network.relus(), budget.units(), options.rampEnd());
    boolean perSite = options.choice() == Choice.SITE;
    LayerMetricOptions terms =
        perSite ? options.metric() : options.metric().withoutGradient(); // units have their own
    this.metric = new LayerMetric(network, terms, options.memory(), sensitivity, costs);
    this.scores =
        perSite ? new MaskScores(network, options) : new NetworkScores(network, budget, options);
  }

  @Override
  public Masks initial() {
    return Masks.all(network);
  }

  @Override
  public Sight sight(Progress at) {
    return at.step() % options.sampling() == 0 ? Sight.STUDENT_GRADIENTS : Sight.NONE;
  }

  @Override
  public void see(Pass student, Pass teacher, int images) {
    metric.add(student);
    scores.add(student, images);
  }

  @Override
  public Masks afterStep(Masks current, Progress done) {
    if (!options.renewal().due(done)) {
      return current;
    }
    ReluBudget now = new ReluBudget(ramp.kept(done.fraction()));
    return scores.choose(metric, now, current);
  }

  @Override
  public Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>(metric.save());
    state.putAll(scores.save());
    return state;
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    metric.restore(saved);
    scores.restore(saved);
  }

  @Override
  public void close() {
    metric.close();
    scores.close();
  }
}
