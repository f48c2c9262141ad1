// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.ResNets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MaskTest {
  private static final Network NETWORK =
      ResNets.resnet18(NetworkOptions.of(new Shape(1, 8, 8), 10, 2));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void keptAndLinearizedUnitsPartitionTheSite(long seed) {
    Random random = new Random(seed);
    Shape shape = new Shape(1 + random.nextInt(5), 1 + random.nextInt(9), 1 + random.nextInt(9));
    BitSet bits = new BitSet();
    for (int i = 0; i < shape.units(); i++) {
      bits.set(i, random.nextBoolean());
    }
    Mask mask = Mask.of(shape, bits);
    assertThat(mask.keptUnits()).hasSize(mask.kept());
    assertThat(java.util.Arrays.stream(mask.keptUnits()).allMatch(mask::keeps)).isTrue();
    assertThat(mask.linearizedUnits()).hasSize(shape.units() - mask.kept());
    assertThat(java.util.Arrays.stream(mask.linearizedUnits()).noneMatch(mask::keeps)).isTrue();
    assertThat(Mask.of(shape, mask.keptUnits())).isEqualTo(mask);
    assertThat(mask.distance(Mask.none(shape))).isEqualTo(mask.kept());
    assertThat(mask.distance(Mask.all(shape))).isEqualTo(shape.units() - mask.kept());
    assertThat(java.util.Arrays.stream(mask.keptPerChannel()).sum()).isEqualTo(mask.kept());
  }

  @Test
  void unitsBeyondTheShapeAreRefused() {
    Shape shape = new Shape(1, 2, 2);
    assertThatThrownBy(() -> Mask.of(shape, new int[] {4}))
        .isInstanceOf(IllegalArgumentException.class);
    BitSet bits = new BitSet();
    bits.set(4);
    assertThatThrownBy(() -> Mask.of(shape, bits)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void budgetsOutsideTheNetworkAreRefused() {
    assertThat(ReluBudget.of(NETWORK.relus(), NETWORK).units()).isEqualTo(NETWORK.relus());
    assertThatThrownBy(() -> ReluBudget.of(NETWORK.relus() + 1, NETWORK))
        .isInstanceOf(BudgetException.class)
        .hasMessage(
            "The budget of %,d ReLUs is above the %,d that resnet18 has; ask for at most that many."
                .formatted(NETWORK.relus() + 1, NETWORK.relus()));
    assertThatThrownBy(() -> new ReluBudget(-1)).isInstanceOf(BudgetException.class);
    assertThatThrownBy(() -> ReluBudget.ofFraction(Double.NaN, NETWORK))
        .isInstanceOf(BudgetException.class);
  }

  @Test
  void anAllocationMustFitEverySiteAndSumToTheBudget() {
    Allocation all = Masks.all(NETWORK).allocation();
    all.verify(NETWORK, new ReluBudget(NETWORK.relus()));
    assertThatThrownBy(() -> all.verify(NETWORK, new ReluBudget(5)))
        .hasMessageContaining("not to the budget of 5");
    Map<String, Integer> tooMany = new LinkedHashMap<>(all.unitsBySite());
    tooMany.merge("stem.relu", 1, Integer::sum);
    assertThatThrownBy(
            () -> new Allocation(tooMany).verify(NETWORK, new ReluBudget(NETWORK.relus() + 1)))
        .hasMessageContaining("to the site stem.relu, which has");
  }
}
