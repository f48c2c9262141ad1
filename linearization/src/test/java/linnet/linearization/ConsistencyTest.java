// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import linnet.linearization.Consistency.Places;
import linnet.network.InputException;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsistencyTest {
  private static final UnitCosts COSTS = new UnitCosts(Map.of("first", 3.0));

  @Test
  void sitesWeighWhatTheirUnitsCost() {
    List<String> sites = List.of("first", "second");
    assertThat(new Consistency(1, Places.SITES, UnitCosts.EQUAL).weights(sites))
        .containsExactly(0.5, 0.5);
    assertThat(new Consistency(1, Places.SITES, COSTS).weights(sites)).containsExactly(0.75, 0.25);
    assertThat(COSTS.of(TwoSites.NETWORK)).containsExactly(3, 1);
  }

  @Test
  void activationsAreComparedAtSitesOrAtTheEndsOfStages() {
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 3, 2));
    assertThat(new Consistency(1, Places.SITES, COSTS).sites(network)).hasSize(17);
    assertThat(new Consistency(1, Places.STAGES, COSTS).sites(network)).hasSize(4);
  }

  @Test
  void anObjectiveNamesItWhereItCounts() {
    Consistency some = new Consistency(0.5, Places.STAGES, UnitCosts.EQUAL);
    assertThat(Objective.TUNING.withConsistency(some).toString())
        .isEqualTo("0.1 CE + 0.9 KD + 0.0 PRAM + 0.5 consistency at stages, T = 4.0");
    assertThat(some.toString()).isNotEqualTo(new Consistency(0.5, Places.STAGES, COSTS).toString());
  }

  @Test
  void optionsReachThePhasesThatTheyAreFor() {
    ConsistencyOptions options =
        ConsistencyOptions.of(
            MethodSettings.of(
                "streamlinet",
                Map.of(
                    "consistency", "0.25", "tuning-consistency", "2", "consistency-at", "stages")),
            ConsistencyOptions.NONE);
    assertThat(options).isEqualTo(new ConsistencyOptions(0.25, 2, Places.STAGES));
    LinearizationOptions training = options.addTo(Schedules.standard(), COSTS);
    assertThat(training.search().objective().consistency())
        .isEqualTo(new Consistency(0.25, Places.STAGES, COSTS));
    assertThat(training.tuning().objective().consistency().weight()).isEqualTo(2);
    assertThat(ConsistencyOptions.NONE.addTo(Schedules.standard(), COSTS))
        .isEqualTo(Schedules.standard());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void weightsThatMakeNoObjectiveAreRefused(double weight) {
    assertThatThrownBy(() -> new Consistency(weight, Places.SITES, COSTS))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new ConsistencyOptions(weight, 0, Places.SITES))
        .isInstanceOf(InputException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void costsThatAreNotPositiveAreRefused(double cost) {
    assertThatThrownBy(() -> new UnitCosts(Map.of("first", cost)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("A unit of first cannot cost");
  }
}
