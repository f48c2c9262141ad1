// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;

final class MaskDistanceTest {
  private static final Shape SHAPE = new Shape(2, 2, 2);

  private static Masks masks(int[] first, int[] second) {
    Map<String, Mask> bySite = new LinkedHashMap<>();
    bySite.put("a", Mask.of(SHAPE, first));
    bySite.put("b", Mask.of(SHAPE, second));
    return Masks.of(bySite);
  }

  @Test
  void equalMasksAreAtZeroAndDisjointOnesAtOne() {
    Masks left = masks(new int[] {0, 1}, new int[] {3});
    assertThat(MaskDistance.normalized(left, left)).isZero();
    assertThat(MaskDistance.normalized(left, masks(new int[] {2, 7}, new int[] {4}))).isEqualTo(1);
  }

  @Test
  void aSiteThatKeepsMostCanDifferOnlyInItsGaps() {
    Masks left = masks(new int[] {0, 1, 2, 3, 4, 5}, new int[] {3});
    Masks right = masks(new int[] {2, 3, 4, 5, 6, 7}, new int[] {3});
    // 4 units differ of 2 * 2 + 2 * 1 possible
    assertThat(MaskDistance.normalized(left, right)).isCloseTo(4 / 6.0, within(1e-12));
  }

  @Test
  void masksOfDifferentNumbersAreMeasuredByHowFarThoseCanDiffer() {
    Masks left = masks(new int[] {0, 1, 2, 3}, new int[] {});
    Masks right = masks(new int[] {0, 7}, new int[] {3});
    // 4 units differ of 4 + 2 possible, and 1 of 1
    assertThat(MaskDistance.normalized(left, right)).isCloseTo(5 / 7.0, within(1e-12));
    Masks most = masks(new int[] {0, 1, 2, 3, 4, 5, 6}, new int[] {});
    // 3 units differ, of (8 - 4) + (8 - 7) possible
    assertThat(MaskDistance.normalized(left, most)).isCloseTo(3 / 5.0, within(1e-12));
  }

  @Test
  void masksThatCannotDifferAreAtZero() {
    Masks all = masks(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, new int[] {});
    assertThat(MaskDistance.normalized(all, all)).isZero();
  }

  @Test
  void randomMasksMeetTheirAllocationAndFollowTheirSeed() {
    Network network = Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 4));
    for (int budget : new int[] {0, 1, 77, network.relus() - 1, network.relus()}) {
      double[] weights = network.sites().stream().mapToDouble(s -> s.units()).toArray();
      var allocation = WaterFilling.allocate(network, new ReluBudget(budget), weights);
      Masks masks = RandomMasks.of(network, allocation, 5);
      assertThat(masks.allocation()).isEqualTo(allocation);
      assertThat(RandomMasks.of(network, allocation, 5)).isEqualTo(masks);
      if (budget == 77) {
        assertThat(RandomMasks.of(network, allocation, 6)).isNotEqualTo(masks);
      }
    }
  }
}
