// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LayerWeightsTest {
  @Test
  void rawOnesAreTheSensitivities() {
    assertThat(LayerWeights.RAW.of(new float[] {1, 300, 2})).containsExactly(1, 300, 2);
  }

  @Test
  void boundedOnesFavourDepthAndLieBetweenATenthAndElevenTenths() {
    // times 1, 1.1 and 1.2: 1, 3.3 and 2.4; (2.4 - 1) / (3.3 - 1) = 0.6087
    assertThat(LayerWeights.BOUNDED.of(new float[] {1, 3, 2}))
        .containsExactly(new float[] {0.1f, 1.1f, 0.70869565f}, within(1e-6f));
    assertThat(LayerWeights.BOUNDED.of(new float[] {2, 2}))
        .containsExactly(new float[] {0.1f, 1.1f}, within(1e-6f));
  }

  @Test
  void equalOnesAreBoundedToOne() {
    assertThat(LayerWeights.BOUNDED.of(new float[] {5})).containsExactly(1);
    assertThat(LayerWeights.BOUNDED.of(new float[] {0, 0, 0})).containsExactly(1, 1, 1);
  }

  @Test
  void theFormsKeepTheirOwn() {
    assertThat(ImportanceForm.PAPER.layerWeights()).isEqualTo(LayerWeights.RAW);
    assertThat(ImportanceForm.RELEASED.layerWeights()).isEqualTo(LayerWeights.BOUNDED);
    assertThat(ReluPrunerOptions.STANDARD.layerWeights()).isEqualTo(LayerWeights.RAW);
    assertThat(ReluPrunerOptions.RELEASED.layerWeights()).isEqualTo(LayerWeights.BOUNDED);
  }
}
