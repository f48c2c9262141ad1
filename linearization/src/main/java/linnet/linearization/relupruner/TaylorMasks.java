// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import java.util.Map;
import linnet.linearization.KeepSchedule;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.TopK;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.loop.Progress;

/** The units of highest {@link TaylorImportance} in the whole network, fewer and fewer of them. */
final class TaylorMasks implements MaskPolicy {
  private final Network network;
  private final ReluBudget budget;
  private final ReluPrunerOptions options;
  private final KeepSchedule schedule;
  private final TaylorImportance importance;

  TaylorMasks(Network network, ReluBudget budget, ReluPrunerOptions options) {
    this.network = network;
    this.budget = budget;
    this.options = options;
    this.schedule = schedule(network.relus(), budget.units(), options);
    this.importance = new TaylorImportance(network, options);
  }

  private static KeepSchedule schedule(int all, int budget, ReluPrunerOptions options) {
    double begin = options.warmUp();
    double end = begin + options.rampEnd() * (1 - begin);
    return switch (options.ramp()) {
      case COSINE -> KeepSchedule.cosine(all, budget, begin, end, options.power());
      case GEOMETRIC -> KeepSchedule.geometric(all, budget, begin, end);
    };
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
    importance.add(student, images);
  }

  @Override
  public Masks afterStep(Masks current, Progress done) {
    int kept = schedule.kept(done.fraction());
    boolean warmingUp = done.fraction() < options.warmUp();
    boolean renews = done.step() % period(kept, done.steps()) == 0 && !warmingUp;
    if (!renews && !done.complete()) {
      return current;
    }
    return TopK.global(network, new ReluBudget(kept), importance.scores());
  }

  private long period(int kept, long steps) {
    long period = options.renewal().period(steps);
    return kept == budget.units() ? 2 * period : period;
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
