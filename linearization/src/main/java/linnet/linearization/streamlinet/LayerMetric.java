// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import linnet.linearization.MovingAverage;
import linnet.linearization.Negativity;
import linnet.linearization.Pass;
import linnet.linearization.UnitCosts;
import linnet.linearization.WaterFilling;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.streamlinet.LayerMetricOptions.Combination;
import linnet.network.Allocation;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * StreamliNet's multivariate metric, from which layers get their budgets: how often the units of a
 * site are negative, how sensitive SENet found it, how much the loss depends on its units, how many
 * there are, and what one costs. Every term is divided by its largest value over the sites, and
 * those that are measured are lifted above 0. Their product or mean, over the cost of a unit, to a
 * power, is the weight of a site, with which {@link WaterFilling} shares a budget or the scores of
 * its units are multiplied.
 */
final class LayerMetric implements AutoCloseable {
  private final Network network;
  private final LayerMetricOptions options;
  private final Optional<ReluSensitivity> sensitivity;
  private final double[] costs;
  private final Negativity negativity;
  private final MovingAverage taylor;

  /**
   * Knows nothing yet.
   *
   * @param memory weight of the past when a batch is added, in [0, 1)
   * @param costs of one unit at each site
   */
  LayerMetric(
      Network network,
      LayerMetricOptions options,
      double memory,
      Optional<ReluSensitivity> sensitivity,
      UnitCosts costs) {
    this.network = network;
    this.options = options;
    this.sensitivity = sensitivity.filter(measured -> options.sensitivity());
    this.costs = costs.of(network);
    this.negativity = new Negativity(network, options.measure(), memory);
    this.taylor = new MovingAverage(network, "taylor", memory);
  }

  /** Adds a pass; the outputs' gradients are retained. */
  void add(Pass pass) {
    if (options.negativity()) {
      negativity.add(pass);
    }
    if (options.gradient()) {
      taylor.add(site -> taylor(pass, site.name()));
    }
  }

  private static Tensor taylor(Pass pass, String site) {
    Tensor z = pass.before(site).detach();
    return Tensors.meanOverImages(pass.after(site).grad().mul(z).abs_());
  }

  /** Units per site, summing to the budget. */
  Allocation allocate(ReluBudget budget) {
    return WaterFilling.allocate(network, budget, siteWeights());
  }

  /**
   * What sites share a budget by, in the network's order: their weights, and if these are uniform,
   * times their units.
   */
  double[] siteWeights() {
    double[] weights = unitWeights();
    if (options.combination() == Combination.UNIFORM) {
      double[] counts = counts();
      Arrays.setAll(weights, i -> weights[i] * counts[i]);
    }
    return weights;
  }

  /** The weight of one unit at each site, in the network's order. */
  double[] unitWeights() {
    boolean uniform = options.combination() == Combination.UNIFORM;
    double[] metric = combine(options.combination(), uniform ? List.of() : terms());
    Arrays.setAll(metric, i -> Math.pow(metric[i] / costs[i], options.power()));
    return metric;
  }

  /** One number per site of every term, the largest of them 1. */
  private List<double[]> terms() {
    List<double[]> terms = new ArrayList<>();
    if (options.negativity()) {
      terms.add(measured(means(negativity.toFloats())));
    }
    sensitivity.ifPresent(
        measured ->
            terms.add(
                measured(
                    network.sites().stream()
                        .mapToDouble(site -> measured.valueOf(site, network))
                        .toArray())));
    if (options.gradient()) {
      terms.add(measured(means(taylor.toFloats())));
    }
    if (options.count()) {
      terms.add(shares(counts()));
    }
    return terms;
  }

  /** As shares of the largest, none below the floor: a 0 must not erase the other terms. */
  private double[] measured(double[] values) {
    double floor = options.termFloor();
    return Arrays.stream(shares(values)).map(share -> floor + (1 - floor) * share).toArray();
  }

  private static double[] shares(double[] values) {
    double largest = Arrays.stream(values).max().orElse(0);
    return Arrays.stream(values)
        .map(value -> largest > 0 ? value / largest : 1) // all zero: the term says nothing
        .toArray();
  }

  private double[] counts() {
    return network.sites().stream().mapToDouble(Site::units).toArray();
  }

  private double[] means(Map<String, float[]> units) {
    return network.sites().stream()
        .mapToDouble(site -> mean(Objects.requireNonNull(units.get(site.name()))))
        .toArray();
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** One number per site from terms of one number per site; 1 without terms. */
  private double[] combine(Combination how, List<double[]> terms) {
    double[] result = new double[costs.length];
    Arrays.fill(result, how == Combination.SUM && !terms.isEmpty() ? 0 : 1);
    for (double[] term : terms) {
      for (int i = 0; i < result.length; i++) {
        result[i] =
            how == Combination.SUM ? result[i] + term[i] / terms.size() : result[i] * term[i];
      }
    }
    return result;
  }

  Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>(negativity.save());
    state.putAll(taylor.save());
    return state;
  }

  void restore(Map<String, float[]> saved) {
    negativity.restore(saved);
    taylor.restore(saved);
  }

  @Override
  public void close() {
    negativity.close();
    taylor.close();
  }
}
