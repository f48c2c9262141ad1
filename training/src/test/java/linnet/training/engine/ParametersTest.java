// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import linnet.network.InputException;
import linnet.network.Model;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final String WEIGHT = "n0.weight";

  private static void learn(DifferentiableModel model) {
    float[] pixels = new float[4 * 3 * 8 * 8];
    Random random = new Random(9);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    Scope.run(
        () -> {
          Tensor logits = model.forward(model.images(pixels, 4), Mode.TRAIN);
          Losses.crossEntropy(logits, model.labels(new int[] {0, 1, 2, 3})).backward();
        });
  }

  @Test
  void sgdFollowsItsFormulaOverTwoSteps() {
    Model start = RandomModels.next(3);
    try (var model = new DifferentiableModel(start, Execution.fp32());
        var sgd = new Sgd(model.parameters(), 0.9, 0.01)) {
      double weight = start.weights().get(WEIGHT).values()[5];
      double velocity = 0;
      for (double rate : new double[] {0.1, 0.05}) {
        learn(model);
        double gradient = Tensors.toFloats(model.parameters().gradient(WEIGHT))[5] + 0.01 * weight;
        velocity = 0.9 * velocity + gradient;
        weight -= rate * (gradient + 0.9 * velocity);
        sgd.step(rate);
        assertThat((double) Tensors.toFloats(model.parameters().value(WEIGHT))[5])
            .isCloseTo(weight, within(1e-6));
        assertThat((double) Tensors.toFloats(sgd.velocity(WEIGHT))[5])
            .isCloseTo(velocity, within(1e-6));
      }
      assertThat(Tensors.toFloats(model.parameters().gradients())).containsOnly(0);
    }
  }

  @Test
  void gradientsAccumulateUntilTheyAreCleared() {
    try (var model = new DifferentiableModel(RandomModels.next(4), Execution.fp32())) {
      learn(model);
      float[] once = Tensors.toFloats(model.parameters().gradient(WEIGHT));
      learn(model);
      float[] twice = Tensors.toFloats(model.parameters().gradient(WEIGHT));
      for (int i = 0; i < once.length; i++) {
        assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-4f));
      }
      model.parameters().clearGradients();
      assertThat(Tensors.toFloats(model.parameters().gradient(WEIGHT))).containsOnly(0);
    }
  }

  @Test
  void restrictedWeightsStayZeroWhileTheirGradientsAreDense() {
    Model start = RandomModels.next(5);
    BitSet kept = new BitSet();
    kept.set(3);
    kept.set(10);
    try (var model = new DifferentiableModel(start, Execution.fp32());
        var sgd = new Sgd(model.parameters(), 0.9, 5e-4)) {
      model.parameters().restrict(Map.of(WEIGHT, kept));
      for (int step = 0; step < 2; step++) {
        learn(model);
        assertThat(Tensors.toFloats(model.parameters().gradient(WEIGHT))[4]).isNotZero();
        sgd.step(0.1);
        assertOnlyKept(Tensors.toFloats(model.parameters().value(WEIGHT)), kept);
        assertOnlyKept(Tensors.toFloats(sgd.velocity(WEIGHT)), kept);
      }
      model.parameters().liftRestriction();
      learn(model);
      sgd.step(0.1);
      assertThat(Tensors.toFloats(model.parameters().value(WEIGHT))[4]).isNotZero();
    }
  }

  private static void assertOnlyKept(float[] values, BitSet kept) {
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i] != 0).as("weight %d", i).isEqualTo(kept.get(i));
    }
  }

  @Test
  void momentumCanBeSavedAndRestored() {
    try (var model = new DifferentiableModel(RandomModels.next(6), Execution.fp32());
        var sgd = new Sgd(model.parameters(), 0.9, 0);
        var other = new Sgd(model.parameters(), 0.9, 0)) {
      learn(model);
      sgd.step(0.1);
      other.restore(sgd.velocity());
      assertThat(other.velocity()).isEqualTo(sgd.velocity());
      assertThat(other.velocity()).isNotEqualTo(new float[other.velocity().length]);
    }
  }

  @Test
  void unknownParametersAreRefused() {
    try (var model = new DifferentiableModel(RandomModels.next(7), Execution.fp32())) {
      assertThatThrownBy(() -> model.parameters().value("nowhere.weight"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nowhere.weight");
    }
  }

  @Test
  void scopesRefuseToLetTensorsEscape() {
    assertThatThrownBy(() -> Scope.call(() -> Tensors.of(new float[] {1}, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    Tensor kept = Scope.keep(() -> Tensors.times(Tensors.of(new float[] {2, 3}, 2), 2));
    assertThat(Tensors.toFloats(kept)).containsExactly(4, 6);
    kept.close();
  }

  @Test
  void failuresOfTheLibraryAreSentences() {
    assertThatThrownBy(
            () ->
                Libtorch.explainingFailures(
                    () ->
                        Scope.run(
                            () ->
                                Tensors.of(new float[] {1, 2}, 2)
                                    .add(Tensors.of(new float[] {1, 2, 3}, 3)))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("libtorch failed")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(
            () ->
                Libtorch.explainingFailures(
                    () -> Scope.run(() -> org.bytedeco.pytorch.global.torch.zeros(1L << 50))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("Memory ran out");
    assertThatThrownBy(() -> Libtorch.useThreads(0)).isInstanceOf(InputException.class);
  }
}
