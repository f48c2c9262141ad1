// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopKTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 10, 2));

  @Test
  void tiesGoToTheLowerNumber() {
    float[] scores = {1, 3, 3, -0f, 0f, 3};
    assertThat(TopK.highest(scores, 2)).isEqualTo(BitSet.valueOf(new long[] {0b000110}));
    assertThat(TopK.highest(scores, 5)).isEqualTo(BitSet.valueOf(new long[] {0b101111}));
  }

  @Test
  void notANumberRanksBelowEverything() {
    float[] scores = {Float.NaN, Float.NEGATIVE_INFINITY, -5, Float.POSITIVE_INFINITY};
    assertThat(TopK.highest(scores, 3)).isEqualTo(BitSet.valueOf(new long[] {0b1110}));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theCountIsExactAndNothingLeftOutBeatsWhatIsKept(long seed) {
    Random random = new Random(seed);
    float[] scores = new float[1 + random.nextInt(300)];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextInt(7) - 3; // many ties
    }
    int k = random.nextInt(scores.length + 1);
    List<Integer> expected =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparingInt(i -> i))
            .limit(k)
            .sorted()
            .toList();
    assertThat(TopK.highest(scores, k).stream().boxed().toList()).isEqualTo(expected);
  }

  @Test
  void aGlobalBudgetIsMetToTheUnitWhereAllScoresTie() {
    Map<String, float[]> scores = TopK.zeros(NETWORK);
    for (int budget : new int[] {0, 1, 77, NETWORK.relus()}) {
      Masks masks = TopK.global(NETWORK, new ReluBudget(budget), scores);
      assertThat(masks.kept()).isEqualTo(budget);
    }
  }

  @Test
  void perSiteFollowsTheAllocation() {
    double[] weights = IntStream.range(0, 17).mapToDouble(i -> i).toArray();
    var allocation = WaterFilling.allocate(NETWORK, new ReluBudget(123), weights);
    Masks masks = TopK.perSite(NETWORK, allocation, TopK.zeros(NETWORK));
    assertThat(masks.allocation()).isEqualTo(allocation);
  }

  @Test
  void impossibleCountsAreRefused() {
    assertThatThrownBy(() -> TopK.highest(new float[3], 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TopK.highest(new float[3], -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TopK.global(NETWORK, new ReluBudget(1), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
