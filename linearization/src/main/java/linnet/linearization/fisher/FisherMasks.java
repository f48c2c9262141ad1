// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.linearization.KeepSchedule;
import linnet.linearization.MaskMovement;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.UnitCosts;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.loop.Progress;

/**
 * The units of highest Fisher importance in the whole network, fewer and fewer of them, and none at
 * sites that would keep only a few.
 */
final class FisherMasks implements MaskPolicy {
  private final Network network;
  private final ReluBudget budget;
  private final FisherOptions options;
  private final KeepSchedule ramp;
  private final UnitRanking ranking;
  private final MaskMovement movement = new MaskMovement();

  FisherMasks(Network network, ReluBudget budget, FisherOptions options, UnitCosts costs) {
    this.network = network;
    this.budget = budget;
    this.options = options;
    this.ramp = KeepSchedule.geometric(network.relus(), budget.units(), options.rampEnd());
    this.ranking = new UnitRanking(network, options.ranking(), costs, options.memory());
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
    ranking.add(student, images);
  }

  @Override
  public Masks afterStep(Masks current, Progress done) {
    if (!options.renewal().due(done)) {
      return current;
    }
    ReluBudget now = new ReluBudget(ramp.kept(done.fraction()));
    Masks next = options.smallestSite().highest(network, now, budget, ranking.scores(current));
    movement.add(current, next);
    return next;
  }

  @Override
  public Masks afterEpoch(Masks current, Progress done) {
    movement.endEpoch();
    return current;
  }

  @Override
  public Map<String, Double> metrics() {
    return movement.metrics();
  }

  @Override
  public Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>(ranking.save());
    state.putAll(movement.save());
    return state;
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    ranking.restore(saved);
    movement.restore(saved);
  }

  @Override
  public void close() {
    ranking.close();
  }
}
