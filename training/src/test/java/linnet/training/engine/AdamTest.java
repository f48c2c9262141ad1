// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

final class AdamTest {
  private static final float[] FIRST = {1f, -2f, 0f};
  private static final float[] SECOND = {3f, 1f, 0.5f};

  private static void set(Tensor tensor, float[] values) {
    Scope.run(() -> tensor.copy_(Tensors.of(values, values.length)));
  }

  @Test
  void stepsAreThoseOfTheAlgorithmAndARestoredOneGoesOn() {
    try (Tensor values = Scope.keep(() -> Tensors.of(new float[3], 3));
        Tensor gradients = Scope.keep(() -> Tensors.of(FIRST, 3));
        Adam adam = new Adam(values, gradients);
        Adam other = new Adam(values, gradients)) {
      adam.step(0.1);
      // the first step is the rate against the sign, whatever the size
      assertThat(Tensors.toFloats(values))
          .containsExactly(new float[] {-0.1f, 0.1f, 0f}, within(1e-5f));
      assertThat(Tensors.toFloats(gradients)).containsExactly(FIRST);

      other.restore(adam.mean(), adam.square(), adam.steps());
      set(gradients, SECOND);
      other.step(0.1);
      float[] expected = new float[3];
      for (int i = 0; i < 3; i++) {
        double mean = (0.9 * 0.1 * FIRST[i] + 0.1 * SECOND[i]) / (1 - 0.81);
        double square =
            (0.999 * 0.001 * FIRST[i] * FIRST[i] + 0.001 * SECOND[i] * SECOND[i])
                / (1 - 0.999 * 0.999);
        expected[i] =
            (float) (-0.1 * Math.signum(FIRST[i]) - 0.1 * mean / (Math.sqrt(square) + 1e-8));
      }
      assertThat(Tensors.toFloats(values)).containsExactly(expected, within(1e-5f));
      assertThat(other.steps()).isEqualTo(2);
    }
  }
}
