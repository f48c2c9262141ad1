// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatticeRefusalTest {
  private static final ConvolutionShape SHAPE = new ConvolutionShape(8, 4, 4, 2, 3, 1, 1, 1);

  @Test
  void weightsThatAddUpToTooMuchAreRefused() {
    assertThatThrownBy(() -> server(300_000))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("2^24");
  }

  @Test
  void weightsWhoseNoiseCannotBeHiddenAreRefused() {
    assertThatThrownBy(() -> server(200_000))
        .isInstanceOf(NoiseException.class)
        .hasMessageContaining("norm");
  }

  @Test
  void weightsOfAnotherSizeAreRefused() {
    assertThatThrownBy(() -> server(new long[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7 weights where 144 are due");
  }

  @Test
  void aBatchOfNothingIsRefused() {
    assertThatThrownBy(() -> server(1).analysis(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theAnalysisOfALargeBatchStaysWithinItsBounds() {
    NoiseAnalysis analysis = server(1).analysis(256);
    assertThat(analysis.distance()).isLessThanOrEqualTo(NoiseAnalysis.DISTANCE_BOUND);
    assertThat(analysis.failureBound()).isLessThanOrEqualTo(NoiseAnalysis.FAILURE_BOUND);
  }

  @Test
  void convolutionsThatReadDifferentValuesAreNoJob() {
    ConvolutionShape other = new ConvolutionShape(4, 4, 4, 2, 3, 1, 1, 1);
    assertThatThrownBy(() -> new LinearJob("one", List.of(SHAPE, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one");
  }

  private static LatticeServer server(long weight) {
    long[] weights = new long[SHAPE.weightCount()];
    Arrays.fill(weights, weight);
    return server(weights);
  }

  private static LatticeServer server(long[] weights) {
    return LatticeServer.of(
        List.of(new LinearJob("one", List.of(SHAPE))),
        List.of(List.of(weights)),
        LatticeCache.inMemory(0));
  }
}
