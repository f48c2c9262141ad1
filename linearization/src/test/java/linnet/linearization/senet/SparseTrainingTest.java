// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import static org.assertj.core.api.Assertions.assertThat;

import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.Libtorch;
import linnet.training.engine.Losses;
import linnet.training.engine.Mode;
import linnet.training.engine.Scope;
import linnet.training.engine.Sgd;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SparseTrainingTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 3, 4));
  private static final int STEPS = 20;

  private static DifferentiableModel model() {
    Model model = new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK));
    return new DifferentiableModel(model, Execution.fp32());
  }

  private static void step(DifferentiableModel model, SparseTraining learning, Sgd sgd, int step) {
    float[] pixels = new float[4 * 64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.sin((step + 1) * i);
    }
    Scope.run(
        () -> {
          var logits = model.forward(model.images(pixels, 4), Mode.TRAIN);
          Losses.crossEntropy(logits, model.labels(new int[] {0, 2, 1, 1})).backward();
          learning.beforeUpdate(new Progress(step, STEPS));
          sgd.step(0.05);
        });
  }

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  @Test
  void theNumberOfWeightsStaysAndTheDensitiesMove() {
    SparseLearningOptions options = new SparseLearningOptions(0.1, 0.5, 2, 5, 0.05);
    try (DifferentiableModel model = model();
        Sgd sgd = new Sgd(model.parameters(), 0.9, 5e-4)) {
      SparseTraining learning = new SparseTraining(model, options);
      int total = learning.connectivity().total();
      double before = learning.connectivity().density("stage4.block2.conv2.weight");
      for (int i = 0; i < STEPS; i++) {
        step(model, learning, sgd, i);
        assertThat(learning.connectivity().total()).isEqualTo(total);
      }
      assertThat(learning.connectivity().density("stage4.block2.conv2.weight"))
          .isNotEqualTo(before);
      learning
          .connectivity()
          .kept()
          .forEach(
              (layer, kept) -> {
                float[] weights = Tensors.toFloats(model.parameters().value(layer));
                for (int i = 0; i < weights.length; i++) {
                  assertThat(kept.get(i) || weights[i] == 0).isTrue();
                }
              });
      ReluSensitivity.of(NETWORK, learning.connectivity())
          .bySite()
          .values()
          .forEach(value -> assertThat(value).isBetween(0.0, 1.0));
    }
  }

  @Test
  void aRestoredConnectivityIsTheSavedOne() {
    try (DifferentiableModel model = model();
        DifferentiableModel other = model();
        Sgd sgd = new Sgd(model.parameters(), 0.9, 5e-4)) {
      SparseLearningOptions options = new SparseLearningOptions(0.2, 0.5, 2, 5, 0.05);
      SparseTraining learning = new SparseTraining(model, options);
      for (int i = 0; i < 9; i++) {
        step(model, learning, sgd, i);
      }
      SparseTraining restored = new SparseTraining(other, options);
      assertThat(restored.connectivity().kept()).isNotEqualTo(learning.connectivity().kept());
      restored.restore(learning.save());
      assertThat(restored.connectivity().kept()).isEqualTo(learning.connectivity().kept());
    }
  }
}
