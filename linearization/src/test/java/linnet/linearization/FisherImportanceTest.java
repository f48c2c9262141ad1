// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
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
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class FisherImportanceTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 8, 8), 5, 2));
  private static final int IMAGES = 3;

  /** Half of the units linearized: the importance must see both kinds. */
  private static Model model() {
    double[] weights = NETWORK.sites().stream().mapToDouble(s -> s.units()).toArray();
    var allocation = WaterFilling.allocate(NETWORK, new ReluBudget(NETWORK.relus() / 2), weights);
    Masks masks = RandomMasks.of(NETWORK, allocation, 3);
    return new Model(NETWORK, Weights.random(NETWORK, 4), masks);
  }

  private static float[] pixels(int images, long seed) {
    Random random = new Random(seed);
    float[] values = new float[images * 64];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static void backward(
      DifferentiableModel model, FisherImportance importance, float[] pixels, int[] labels) {
    Scope.run(
        () -> {
          Tensor images = model.images(pixels, labels.length);
          Pass pass = Pass.observed(model, images, Mode.EVAL);
          pass.after().values().forEach(Tensors::retainGradient);
          Losses.crossEntropy(pass.logits(), model.labels(labels)).backward();
          importance.add(pass, labels.length);
        });
  }

  /** Each image alone, the definition written out over plain arrays. */
  private static Map<String, float[]> byDefinition(
      DifferentiableModel model, float[] pixels, int[] labels) {
    Map<String, float[]> sums = TopK.zeros(NETWORK);
    for (int n = 0; n < labels.length; n++) {
      float[] one = Arrays.copyOfRange(pixels, n * 64, (n + 1) * 64);
      int[] label = {labels[n]};
      Scope.run(
          () -> {
            Pass pass = Pass.observed(model, model.images(one, 1), Mode.EVAL);
            pass.after().values().forEach(Tensors::retainGradient);
            Losses.crossEntropy(pass.logits(), model.labels(label)).backward();
            sums.forEach((site, sum) -> addSquares(pass, site, sum, labels.length));
          });
    }
    return sums;
  }

  private static void addSquares(Pass pass, String site, float[] sum, int images) {
    float[] z = Tensors.toFloats(pass.before(site));
    float[] gradient = Tensors.toFloats(pass.after(site).grad());
    for (int i = 0; i < sum.length; i++) {
      double gate = gradient[i] * Math.min(z[i], 0);
      sum[i] += (float) (gate * gate / images);
    }
  }

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  @Test
  void theImportanceIsTheRootMeanSquareOfPerImageGateGradients() {
    int[] labels = {0, 4, 2};
    float[] pixels = pixels(IMAGES, 1);
    try (DifferentiableModel model = new DifferentiableModel(model(), Execution.fp32());
        FisherImportance importance = new FisherImportance(NETWORK, 0.8)) {
      backward(model, importance, pixels, labels);
      Map<String, float[]> expected = byDefinition(model, pixels, labels);
      importance
          .scores()
          .forEach(
              (site, scores) -> {
                for (int i = 0; i < scores.length; i++) {
                  double wanted = Math.sqrt(of(expected, site)[i]);
                  assertThat((double) scores[i])
                      .as("%s %d", site, i)
                      .isCloseTo(wanted, within(1e-6 + 1e-3 * wanted));
                }
              });
      assertThat(expected.values().stream().mapToDouble(FisherImportanceTest::sum).sum())
          .isPositive();
    }
  }

  @Test
  void laterBatchesBlendIntoTheAverageAndASavedOneGoesOn() {
    try (DifferentiableModel model = new DifferentiableModel(model(), Execution.fp32());
        FisherImportance first = new FisherImportance(NETWORK, 0.75);
        FisherImportance second = new FisherImportance(NETWORK, 0.75);
        FisherImportance both = new FisherImportance(NETWORK, 0.75)) {
      backward(model, first, pixels(2, 1), new int[] {0, 1});
      backward(model, second, pixels(2, 2), new int[] {2, 3});
      backward(model, both, pixels(2, 1), new int[] {0, 1});
      both.restore(both.save());
      backward(model, both, pixels(2, 2), new int[] {2, 3});
      both.save()
          .forEach(
              (site, values) -> {
                for (int i = 0; i < values.length; i++) {
                  float wanted =
                      0.75f * of(first.save(), site)[i] + 0.25f * of(second.save(), site)[i];
                  assertThat(values[i]).isCloseTo(wanted, within(1e-9f + 1e-5f * wanted));
                }
              });
    }
  }

  private static float[] of(Map<String, float[]> bySite, String site) {
    return Objects.requireNonNull(bySite.get(site));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }
}
