// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import linnet.linearization.MethodSettings;
import linnet.linearization.TwoSites;
import linnet.linearization.UnitCosts;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.ReluBudget;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayerMetricTest {
  private static final ReluSensitivity SENSITIVITY =
      new ReluSensitivity(Map.of("first", 0.2, "second", 0.8));

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  /** Without a floor, unless the options say otherwise. */
  private static LayerMetric metric(
      Map<String, String> options, Optional<ReluSensitivity> sensitivity, UnitCosts costs) {
    Map<String, String> all = new HashMap<>(Map.of("term-floor", "0"));
    all.putAll(options);
    LayerMetricOptions read = LayerMetricOptions.of(MethodSettings.of("streamlinet", all));
    return new LayerMetric(TwoSites.NETWORK, read, 0.8, sensitivity, costs);
  }

  private static double[] weights(
      Map<String, String> options, Optional<ReluSensitivity> sensitivity, UnitCosts costs) {
    try (LayerMetric metric = metric(options, sensitivity, costs)) {
      Scope.run(() -> metric.add(TwoSites.pass()));
      return metric.unitWeights();
    }
  }

  /**
   * The sites have the negativities 0.5 and 0.75 (2/3 and 1 of the largest), the magnitudes 0.875
   * and 0.75 (1 and 6/7), the Taylor terms 1.75 and 2 (7/8 and 1), and 4 and 2 units (1 and 1/2).
   */
  @ParameterizedTest
  @CsvSource({
    "product, true, probability, true, false, 0.5833333, 1",
    "product, true, magnitude, true, false, 0.875, 0.857142857",
    "product, false, probability, true, false, 0.875, 1",
    "product, true, probability, false, false, 0.6666667, 1",
    "product, true, probability, true, true, 0.5833333, 0.5",
    "product, false, probability, false, false, 1, 1",
    "sum, true, probability, true, false, 0.7708333, 1",
    "sum, true, probability, true, true, 0.8472222, 0.8333333",
    "sum, false, probability, false, false, 1, 1",
    "uniform, true, probability, true, true, 1, 1",
  })
  void everyTermCanBeLeftOut(
      String combination,
      String negativity,
      String measure,
      String gradient,
      String count,
      double first,
      double second) {
    double[] weights =
        weights(
            Map.of(
                "metric", combination,
                "negativity", negativity,
                "negativity-measure", measure,
                "gradient", gradient,
                "count", count),
            Optional.empty(),
            UnitCosts.EQUAL);
    assertThat(weights).containsExactly(new double[] {first, second}, within(1e-6));
  }

  @Test
  void aMeasuredSensitivityIsOneMoreTerm() {
    double[] with = weights(Map.of(), Optional.of(SENSITIVITY), UnitCosts.EQUAL);
    assertThat(with).containsExactly(new double[] {0.5833333 / 4, 1}, within(1e-6));
    double[] without =
        weights(Map.of("sensitivity", "false"), Optional.of(SENSITIVITY), UnitCosts.EQUAL);
    assertThat(without).containsExactly(new double[] {0.5833333, 1}, within(1e-6));
  }

  @Test
  void sitesWithDearUnitsWeighLess() {
    double[] weights = weights(Map.of(), Optional.empty(), new UnitCosts(Map.of("second", 4.0)));
    assertThat(weights).containsExactly(new double[] {0.5833333, 0.25}, within(1e-6));
  }

  @Test
  void aTermThatWasMeasuredAsZeroLeavesASiteAPart() {
    Optional<ReluSensitivity> zero =
        Optional.of(new ReluSensitivity(Map.of("first", 0.0, "second", 0.8)));
    Map<String, String> two = Map.of("gradient", "false", "term-floor", "0.1");
    assertThat(weights(Map.of("gradient", "false"), zero, UnitCosts.EQUAL)).containsExactly(0, 1);
    // 0.1 + 0.9 * 2/3 = 0.7 and 0.1; the largest terms stay 1
    assertThat(weights(two, zero, UnitCosts.EQUAL))
        .containsExactly(new double[] {0.07, 1}, within(1e-6));
    // units are counted, not measured: 1 and 1/2, whatever the floor
    Map<String, String> counted =
        Map.of("gradient", "false", "negativity", "false", "count", "true", "term-floor", "0.1");
    assertThat(weights(counted, zero, UnitCosts.EQUAL))
        .containsExactly(new double[] {0.1, 0.5}, within(1e-6));
  }

  @Test
  void aPowerTempersMetricAndCostTogether() {
    UnitCosts costs = new UnitCosts(Map.of("second", 4.0));
    Map<String, String> root = Map.of("gradient", "false", "metric-power", "0.5");
    assertThat(weights(root, Optional.empty(), costs))
        .containsExactly(new double[] {Math.sqrt(2 / 3.0), 0.5}, within(1e-6));
    assertThat(weights(Map.of("metric-power", "0"), Optional.of(SENSITIVITY), costs))
        .containsExactly(1, 1);
  }

  @Test
  void uniformBudgetsOfSitesAreTheSameFractionAndUniformWeightsOfUnitsOne() {
    Map<String, String> uniform = Map.of("metric", "uniform");
    try (LayerMetric metric = metric(uniform, Optional.of(SENSITIVITY), UnitCosts.EQUAL);
        LayerMetric dear = metric(uniform, Optional.empty(), new UnitCosts(Map.of("first", 4.0)))) {
      Scope.run(() -> metric.add(TwoSites.pass()));
      assertThat(metric.siteWeights()).containsExactly(4, 2);
      assertThat(metric.unitWeights()).containsExactly(1, 1);
      assertThat(metric.allocate(new ReluBudget(3)).unitsBySite())
          .containsExactlyInAnyOrderEntriesOf(Map.of("first", 2, "second", 1));
      assertThat(dear.siteWeights()).containsExactly(1, 2);
      assertThat(dear.unitWeights()).containsExactly(0.25, 1);
    }
  }

  @Test
  void theBudgetIsSharedByWeightAndCappedBySize() {
    try (LayerMetric metric = metric(Map.of(), Optional.empty(), UnitCosts.EQUAL)) {
      Scope.run(() -> metric.add(TwoSites.pass()));
      // 3 by 0.583 : 1 is 1.1 : 1.9; of 5 the second site could have 3.2, but has 2 units
      assertThat(metric.allocate(new ReluBudget(3)).unitsBySite())
          .containsExactlyInAnyOrderEntriesOf(Map.of("first", 1, "second", 2));
      assertThat(metric.allocate(new ReluBudget(5)).unitsBySite())
          .containsExactlyInAnyOrderEntriesOf(Map.of("first", 3, "second", 2));
    }
  }

  @Test
  void beforeTheFirstBatchAllSitesWeighTheSame() {
    try (LayerMetric metric = metric(Map.of(), Optional.empty(), UnitCosts.EQUAL)) {
      assertThat(metric.unitWeights()).containsExactly(1, 1);
    }
  }

  @Test
  void aSavedMetricGoesOn() {
    try (LayerMetric whole = metric(Map.of(), Optional.empty(), UnitCosts.EQUAL);
        LayerMetric resumed = metric(Map.of(), Optional.empty(), UnitCosts.EQUAL)) {
      Scope.run(() -> whole.add(TwoSites.pass()));
      resumed.restore(whole.save());
      float[] other = {3, -1, 2, -2, 1, 1, -5, 1};
      Scope.run(() -> whole.add(TwoSites.pass(other, other)));
      Scope.run(() -> resumed.add(TwoSites.pass(other, other)));
      assertThat(resumed.unitWeights()).isEqualTo(whole.unitWeights());
      assertThat(whole.unitWeights()[0]).isNotCloseTo(0.5833333, within(1e-3));
    }
  }
}
