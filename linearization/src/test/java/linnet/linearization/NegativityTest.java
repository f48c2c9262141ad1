// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import linnet.linearization.Negativity.Measure;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class NegativityTest {
  private static final float[] ALL_NEGATIVE = {-4, -4, -4, -4, -4, -4, -4, -4};

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  private static float[] first(Map<String, float[]> bySite) {
    return Objects.requireNonNull(bySite.get("first"));
  }

  private static Map<String, float[]> measured(Measure measure) {
    try (Negativity negativity = new Negativity(TwoSites.NETWORK, measure, 0.8)) {
      Scope.run(() -> negativity.add(TwoSites.pass()));
      return negativity.toFloats();
    }
  }

  @Test
  void eachMeasureIsAMeanOverImages() {
    // z of the two images: (-1, 2, -3, 1) and (-1, -2, 1, 1)
    assertThat(first(measured(Measure.PROBABILITY))).containsExactly(1, 0.5f, 0.5f, 0);
    assertThat(first(measured(Measure.MAGNITUDE))).containsExactly(1, 1, 1.5f, 0);
    assertThat(first(measured(Measure.ENERGY))).containsExactly(1, 2, 4.5f, 0);
    assertThat(measured(Measure.PROBABILITY).get("second")).containsExactly(0.5f, 1);
  }

  @Test
  void laterBatchesBlendInAndASavedOneGoesOn() {
    try (Negativity whole = new Negativity(TwoSites.NETWORK, Measure.PROBABILITY, 0.75);
        Negativity resumed = new Negativity(TwoSites.NETWORK, Measure.PROBABILITY, 0.75)) {
      Scope.run(() -> whole.add(TwoSites.pass()));
      resumed.restore(whole.save());
      for (Negativity each : new Negativity[] {whole, resumed}) {
        Scope.run(() -> each.add(TwoSites.pass(ALL_NEGATIVE, new float[8])));
        assertThat(first(each.toFloats()))
            .containsExactly(new float[] {1, 0.625f, 0.625f, 0.25f}, within(1e-6f));
      }
    }
  }

  @Test
  void nothingIsKnownBeforeTheFirstBatch() {
    try (Negativity negativity = new Negativity(TwoSites.NETWORK, Measure.ENERGY, 0.8);
        Negativity restored = new Negativity(TwoSites.NETWORK, Measure.ENERGY, 0.8)) {
      assertThat(first(negativity.toFloats())).containsOnly(0);
      restored.restore(negativity.save()); // the first batch must still count fully
      Scope.run(() -> restored.add(TwoSites.pass()));
      assertThat(first(restored.toFloats())).containsExactly(1, 2, 4.5f, 0);
    }
  }
}
