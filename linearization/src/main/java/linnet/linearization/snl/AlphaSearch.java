// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import linnet.linearization.KeepSchedule;
import linnet.linearization.MaskPolicy;
import linnet.linearization.TopK;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.engine.Adam;
import linnet.training.engine.Execution;
import linnet.training.engine.Scope;
import linnet.training.engine.SoftMasks;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * SNL's phase 1: one alpha a unit, learned by Adam under the penalty {@code lambda sum |alpha|},
 * until at most as many as the budget are above the threshold, or the search is over. Then the
 * budget's units of the highest alphas stay, and for what is left of the search the weights learn
 * with these masks, as in SNL's phase 2.
 */
final class AlphaSearch implements MaskPolicy {
  /** The most that an alpha moves in a step, however few steps there are. */
  static final double FASTEST = 0.05;

  private static final int STEERINGS = 200; // over the whole search

  private final Network network;
  private final ReluBudget budget;
  private final SnlOptions options;
  private final KeepSchedule ramp;
  private final SoftMasks alphas;
  private final Adam adam;
  private final PenaltyWeight weight;
  private boolean binary;

  AlphaSearch(Network network, ReluBudget budget, SnlOptions options, Execution execution) {
    this.network = network;
    this.budget = budget;
    this.options = options;
    this.ramp = KeepSchedule.geometric(network.relus(), budget.units(), options.rampEnd());
    this.alphas = new SoftMasks(network, execution);
    this.adam = new Adam(alphas.values(), alphas.gradients());
    this.weight = new PenaltyWeight(options, network.relus());
  }

  @Override
  public Masks initial() {
    return Masks.all(network);
  }

  @Override
  public Optional<SoftMasks> softMasks() {
    return binary ? Optional.empty() : Optional.of(alphas);
  }

  @Override
  public Masks afterStep(Masks current, Progress done) {
    if (binary) {
      return current;
    }
    Scope.run(() -> Scope.withoutGradients(this::penalize));
    adam.step(rate(done.steps()));
    alphas.clearGradients();
    if (options.rule() == LambdaRule.STEERED
        && done.step() % Math.max(1, done.steps() / STEERINGS) == 0) {
      weight.steer(sum(), ramp.kept(done.fraction()));
    }
    return current;
  }

  /** Adds the gradient of the penalty, {@code lambda sign(alpha)}. */
  private Tensor penalize() {
    return Tensors.addInPlace(alphas.gradients(), alphas.values().sign(), weight.lambda());
  }

  private double rate(long steps) {
    return Math.max(options.alphaRate(), Math.min(FASTEST, options.alphaTravel() / (double) steps));
  }

  private double sum() {
    return Scope.call(
        () ->
            Tensors.toDouble(
                alphas
                    .values()
                    .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)))
                    .sum()));
  }

  private long count() {
    return Scope.call(
        () -> {
          Tensor above = alphas.values().gt(new Scalar(options.threshold()));
          return (long) Tensors.toDouble(above.sum());
        });
  }

  @Override
  public Masks afterEpoch(Masks current, Progress done) {
    if (binary) {
      return current;
    }
    long count = count();
    if (options.rule() == LambdaRule.PAPER) {
      weight.afterEpoch(count);
    }
    if (count > budget.units() && !done.complete()) {
      return current;
    }
    binary = true;
    return TopK.global(network, budget, alphas.toFloats());
  }

  @Override
  public Map<String, Double> metrics() {
    return Map.of(
        "alphasAboveThreshold", (double) count(), "sumOfAlphas", sum(), "lambda", weight.lambda());
  }

  @Override
  public Map<String, float[]> save() {
    return Map.of(
        "alphas", Tensors.toFloats(alphas.values()),
        "adam.mean", adam.mean(),
        "adam.square", adam.square(),
        "adam.steps", new float[] {(float) adam.steps()},
        "lambda", weight.save(),
        "binary", new float[] {binary ? 1 : 0});
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    float[] values = of(saved, "alphas");
    Scope.run(
        () ->
            Scope.withoutGradients(() -> alphas.values().copy_(Tensors.of(values, values.length))));
    adam.restore(
        of(saved, "adam.mean"), of(saved, "adam.square"), (long) of(saved, "adam.steps")[0]);
    weight.restore(of(saved, "lambda"));
    binary = of(saved, "binary")[0] == 1;
  }

  private static float[] of(Map<String, float[]> saved, String name) {
    return Objects.requireNonNull(saved.get(name), name);
  }

  @Override
  public void close() {
    adam.close();
    alphas.close();
  }
}
