// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import linnet.linearization.ChannelCoherence;
import linnet.linearization.Negativity;
import linnet.linearization.Pass;
import linnet.linearization.SiteAverages;
import linnet.linearization.TopK;
import linnet.network.Allocation;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * StreamliNet's mask learning: one real score per unit, of which the forward pass uses exactly the
 * k highest of each site.
 *
 * <p>The gradient passes straight through the choice: {@code dL/dm = sum over images of dL/da
 * (relu(z) - z)}, defined at kept and at linearized units alike, and the scores descend along it.
 * Only their order within a site matters, so each site's gradient is divided by its root mean
 * square and the step is 1. To the scores comes what linearizing a unit changes, so that cheap
 * units go first: the root of the linearization cost {@code E[z^2; z < 0]}. Both have root mean
 * square 1 within a site when they are added. Units that are kept have an advantage (hysteresis, as
 * in AutoReP), which stops flicker.
 */
final class MaskScores implements UnitScores {
  private static final String KEY = "score: ";
  private static final double SMALLEST = 1e-20;

  private final Network network;
  private final StreamliNetOptions options;
  private final SiteAverages scores;
  private final Optional<Negativity> cost;

  /** Scores of zero: at first the linearization cost alone decides. */
  MaskScores(Network network, StreamliNetOptions options) {
    this.network = network;
    this.options = options;
    this.scores = new SiteAverages(network);
    this.cost =
        options.costOrder()
            ? Optional.of(new Negativity(network, Negativity.Measure.ENERGY, options.memory()))
            : Optional.empty();
  }

  /** One step of descent. */
  @Override
  public void add(Pass pass, int images) {
    for (Site site : network.sites()) {
      Scope.run(() -> Scope.withoutGradients(() -> descend(pass, site.name())));
    }
    cost.ifPresent(own -> own.add(pass));
  }

  private boolean descend(Pass pass, String site) {
    Tensor descent = Tensors.sumOverImages(pass.negatedGateGradients(site));
    Tensor size = descent.mul(descent).mean().clamp_min(new Scalar(SMALLEST)).sqrt();
    scores.blend(site, 1 - options.scoreDecay(), descent.div(size), 1);
    return true;
  }

  @Override
  public Masks choose(LayerMetric metric, ReluBudget now, Masks current) {
    return choose(metric.allocate(now), current);
  }

  /** Exactly as many units of each site as the allocation says. */
  Masks choose(Allocation allocation, Masks current) {
    return TopK.perSite(network, allocation, ranks(current));
  }

  /** What units are ordered by, in {@code [C, H, W]} order. */
  Map<String, float[]> ranks(Masks current) {
    Map<String, float[]> ranks = scores.toFloats();
    Map<String, float[]> costs = cost.map(Negativity::toFloats).orElse(Map.of());
    for (Site site : network.sites()) {
      float[] rank = Objects.requireNonNull(ranks.get(site.name()));
      normalize(rank);
      float[] squares = costs.get(site.name());
      if (squares != null) {
        addRoots(rank, squares);
      }
    }
    ChannelCoherence.mix(network, ranks, options.coherence());
    network
        .sites()
        .forEach(
            site ->
                favourKept(
                    Objects.requireNonNull(ranks.get(site.name())), current.get(site.name())));
    return ranks;
  }

  private static void addRoots(float[] rank, float[] squares) {
    float[] roots = new float[squares.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(squares[i]);
    }
    normalize(roots);
    for (int i = 0; i < roots.length; i++) {
      rank[i] += roots[i];
    }
  }

  private void favourKept(float[] rank, Mask mask) {
    for (int i = 0; i < rank.length; i++) {
      if (mask.keeps(i)) {
        rank[i] += (float) options.hysteresis();
      }
    }
  }

  /** To root mean square 1; zeros stay. */
  private static void normalize(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    if (squares > 0) {
      double scale = 1 / Math.sqrt(squares / values.length);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (values[i] * scale);
      }
    }
  }

  @Override
  public Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>();
    scores.toFloats().forEach((site, values) -> state.put(KEY + site, values));
    cost.ifPresent(own -> state.putAll(own.save()));
    return state;
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    Map<String, float[]> own = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      own.put(site.name(), saved.getOrDefault(KEY + site.name(), new float[0]));
    }
    scores.load(own);
    cost.ifPresent(average -> average.restore(saved));
  }

  @Override
  public void close() {
    scores.close();
    cost.ifPresent(Negativity::close);
  }
}
