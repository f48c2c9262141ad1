// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import linnet.linearization.MethodSettings;
import linnet.linearization.TwoSites;
import linnet.linearization.UnitCosts;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.Masks;
import linnet.network.ReluBudget;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The units of {@link TwoSites} have the importances (2, 5.66, 4.24, 0) and (2.83, 4); its sites
 * the negativities 2/3 and 1 of the largest (LayerMetricTest).
 */
final class NetworkScoresTest {
  private static final Masks NONE = TwoSites.masks(new int[0], new int[0]);

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static StreamliNetOptions options(Map<String, String> changed) {
    Map<String, String> texts = new HashMap<>(Map.of("gradient", "false", "min-site", "0"));
    texts.put("hysteresis", "0");
    texts.putAll(changed);
    return StreamliNetOptions.of(MethodSettings.of("streamlinet", texts));
  }

  private static Masks choose(int budget, Masks current, Map<String, String> changed) {
    return choose(budget, current, changed, UnitCosts.EQUAL);
  }

  private static Masks choose(
      int budget, Masks current, Map<String, String> changed, UnitCosts costs) {
    return choose(budget, current, changed, costs, Optional.empty());
  }

  private static Masks choose(
      int budget,
      Masks current,
      Map<String, String> changed,
      UnitCosts costs,
      Optional<ReluSensitivity> sensitivity) {
    StreamliNetOptions options = options(changed);
    ReluBudget units = new ReluBudget(budget);
    try (LayerMetric metric =
            new LayerMetric(TwoSites.NETWORK, options.metric(), 0.8, sensitivity, costs);
        NetworkScores scores = new NetworkScores(TwoSites.NETWORK, units, options)) {
      Scope.run(
          () -> {
            metric.add(TwoSites.pass());
            scores.add(TwoSites.pass(), 2);
          });
      return scores.choose(metric, units, current);
    }
  }

  @Test
  void theMetricTiltsTheCompetition() {
    assertThat(choose(2, NONE, Map.of("negativity", "false")))
        .isEqualTo(TwoSites.masks(new int[] {1, 2}, new int[0]));
    assertThat(choose(2, NONE, Map.of())) // 3.87 and 4
        .isEqualTo(TwoSites.masks(new int[] {1}, new int[] {1}));
    assertThat(choose(2, NONE, Map.of(), new UnitCosts(Map.of("second", 4.0))))
        .isEqualTo(TwoSites.masks(new int[] {1, 2}, new int[0]));
  }

  @Test
  void aUniformMetricLeavesTheChoiceToTheUnits() {
    // weighed with their numbers, 4 and 2, the second site's unit of 4 would lose against 4.24 * 4
    Map<String, String> uniform = Map.of("metric", "uniform");
    Map<String, String> none = Map.of("negativity", "false", "sensitivity", "false");
    for (int budget = 0; budget <= 6; budget++) {
      assertThat(choose(budget, NONE, uniform)).isEqualTo(choose(budget, NONE, none));
    }
    assertThat(choose(4, NONE, uniform))
        .isEqualTo(TwoSites.masks(new int[] {1, 2}, new int[] {0, 1}));
    assertThat(choose(4, NONE, uniform, new UnitCosts(Map.of("second", 4.0))))
        .isEqualTo(TwoSites.masks(new int[] {0, 1, 2}, new int[] {1}));
  }

  @Test
  void aSensitivityOfZeroKeepsTheOrderOfASitesUnits() {
    Optional<ReluSensitivity> zero =
        Optional.of(new ReluSensitivity(Map.of("first", 0.0, "second", 0.8)));
    // the first site weighs 0.6833 * 0.05: its units count 0.068, 0.193, 0.145 and 0
    assertThat(choose(3, NONE, Map.of(), UnitCosts.EQUAL, zero))
        .isEqualTo(TwoSites.masks(new int[] {1}, new int[] {0, 1}));
    assertThat(choose(4, NONE, Map.of(), UnitCosts.EQUAL, zero))
        .isEqualTo(TwoSites.masks(new int[] {1, 2}, new int[] {0, 1}));
    // without the floor all are equal, and the lower number decides
    assertThat(choose(3, NONE, Map.of("term-floor", "0"), UnitCosts.EQUAL, zero))
        .isEqualTo(TwoSites.masks(new int[] {0}, new int[] {0, 1}));
  }

  @Test
  void thePowerSaysHowMuchTheMetricDecides() {
    Masks first = TwoSites.masks(new int[] {1}, new int[0]);
    assertThat(choose(1, NONE, Map.of())) // 5.66 * 0.6833 = 3.87 and 4
        .isEqualTo(TwoSites.masks(new int[0], new int[] {1}));
    assertThat(choose(1, NONE, Map.of("metric-power", "0.5"))).isEqualTo(first); // 4.68 and 4
    assertThat(choose(1, NONE, Map.of("metric-power", "0"))).isEqualTo(first);
  }

  @Test
  void aSiteOfFewUnitsGivesThemUp() {
    assertThat(choose(2, NONE, Map.of("min-site", "0.9")))
        .isEqualTo(TwoSites.masks(new int[] {1, 2}, new int[0]));
  }

  @Test
  void keptUnitsHaveAnAdvantage() {
    Masks kept = TwoSites.masks(new int[0], new int[] {0}); // 2.83, with the advantage 5.66
    assertThat(choose(1, kept, Map.of("hysteresis", "1"))).isEqualTo(kept);
    assertThat(choose(1, kept, Map.of())).isEqualTo(TwoSites.masks(new int[0], new int[] {1}));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void everyBudgetIsMet(int budget) {
    assertThat(choose(budget, NONE, Map.of("min-site", "0.5")).kept()).isEqualTo(budget);
  }

  @Test
  void savedScoresGoOn() {
    ReluBudget three = new ReluBudget(3);
    float[] other = {3, -1, 2, -2, 1, 1, -5, 1};
    try (LayerMetric metric =
            new LayerMetric(
                TwoSites.NETWORK,
                options(Map.of()).metric(),
                0,
                Optional.empty(),
                UnitCosts.EQUAL);
        NetworkScores whole = new NetworkScores(TwoSites.NETWORK, three, options(Map.of()));
        NetworkScores resumed = new NetworkScores(TwoSites.NETWORK, three, options(Map.of()))) {
      Scope.run(() -> whole.add(TwoSites.pass(), 2));
      resumed.restore(whole.save());
      Masks before = whole.choose(metric, three, NONE);
      Scope.run(() -> whole.add(TwoSites.pass(other, other), 2));
      Scope.run(() -> resumed.add(TwoSites.pass(other, other), 2));
      assertThat(resumed.save()).usingRecursiveComparison().isEqualTo(whole.save());
      assertThat(resumed.choose(metric, three, before))
          .isEqualTo(whole.choose(metric, three, before));
    }
  }
}
