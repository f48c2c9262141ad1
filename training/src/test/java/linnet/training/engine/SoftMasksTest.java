// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Site;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoftMasksTest {
  private static final int COUNT = 5;
  private static final int[] LABELS = {0, 3, 1, 4, 2};

  private static float[] gaussian(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] images(Model model) {
    return gaussian(COUNT * model.network().input().units(), 7);
  }

  private static float[] logits(DifferentiableModel model, float[] images) {
    return Scope.call(
        () ->
            Tensors.toFloats(
                Scope.withoutGradients(
                    () -> model.forward(model.images(images, COUNT), Mode.EVAL))));
  }

  private static void set(SoftMasks soft, Map<String, float[]> alphas, Model model) {
    for (Site site : model.network().sites()) {
      var s = site.shape();
      float[] own = Objects.requireNonNull(alphas.get(site.name()));
      Scope.run(
          () ->
              Scope.withoutGradients(
                  () ->
                      soft.get(site.name())
                          .copy_(Tensors.of(own, 1, s.channels(), s.height(), s.width()))));
    }
  }

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1); // more would only wait for each other on work as small as this
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void alphasOfZeroAndOneAreTheHardMasksAndLiftingThemBringsTheseBack(long seed) {
    Model model = RandomModels.next(seed);
    float[] images = images(model);
    try (var hard = new DifferentiableModel(model, Execution.fp32());
        var student = new DifferentiableModel(model, Execution.fp32());
        SoftMasks soft = new SoftMasks(model.network(), Execution.fp32())) {
      float[] expected = logits(hard, images);
      student.setSoftMasks(soft); // all of them 1
      hard.setMasks(Masks.all(model.network()));
      assertThat(logits(student, images)).containsExactly(logits(hard, images), within(1e-4f));

      Map<String, float[]> alphas = soft.toFloats();
      alphas.replaceAll((site, values) -> model.masks().get(site).toFloats());
      set(soft, alphas, model);
      assertThat(soft.toFloats()).containsExactlyEntriesOf(alphas);
      student.setMasks(Masks.all(model.network())); // does not matter while soft masks hold
      assertThat(logits(student, images)).containsExactly(expected, within(1e-4f));

      student.liftSoftMasks();
      assertThat(logits(student, images)).containsExactly(logits(hard, images), within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0.999f, 0.9999f, 0.5f, 0, 1})
  void anAlphaNextToOneHasItsSlopeInBfloat16Too(float alpha) {
    Scope.run(
        () -> {
          Tensor z = Tensors.of(new float[] {-4, 4}, 2, 1, 1, 1).to(torch.ScalarType.BFloat16);
          float[] y =
              Tensors.toFloats(SoftMasks.apply(z, Tensors.of(new float[] {alpha}, 1, 1, 1, 1)));
          assertThat(y[0]).isCloseTo(-4 * (1 - alpha), withinPercentage(0.4)); // 1/256 of itself
          assertThat(y[1]).isEqualTo(4);
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void theGradientOfAnAlphaIsThatOfTheLiteralFormula(long seed) {
    Model model = RandomModels.next(seed);
    float[] images = images(model);
    try (var student = new DifferentiableModel(model, Execution.fp32());
        SoftMasks soft = new SoftMasks(model.network(), Execution.fp32())) {
      Map<String, float[]> alphas = soft.toFloats();
      alphas.replaceAll((site, values) -> gaussian(values.length, site.hashCode()));
      set(soft, alphas, model);
      student.setSoftMasks(soft);
      Map<String, float[]> expected = new HashMap<>();
      Scope.run(
          () -> {
            Map<String, Tensor> before = new HashMap<>();
            Map<String, Tensor> after = new HashMap<>();
            SiteObserver observer =
                (site, z, a) -> {
                  before.put(site.name(), z);
                  after.put(site.name(), a);
                  Tensors.retainGradient(a);
                };
            Tensor batch = student.images(images, COUNT);
            Tensor logits = student.forward(batch, Mode.TRAIN, observer);
            Losses.crossEntropy(logits, student.labels(LABELS)).backward();
            after.forEach(
                (site, a) ->
                    expected.put(site, byFormula(Objects.requireNonNull(before.get(site)), a)));
          });
      expected.forEach(
          (site, wanted) -> {
            float[] gradient = Tensors.toFloats(soft.gradient(site));
            assertThat(gradient).hasSameSizeAs(wanted);
            for (int i = 0; i < wanted.length; i++) {
              assertThat(gradient[i])
                  .as("%s %d", site, i)
                  .isCloseTo(wanted[i], within(1e-5f + 1e-3f * Math.abs(wanted[i])));
            }
          });
    }
  }

  /** {@code dL/dalpha = sum over images of dL/da (relu(z) - z)}, over plain arrays. */
  private static float[] byFormula(Tensor z, Tensor a) {
    float[] input = Tensors.toFloats(z);
    float[] gradient = Tensors.toFloats(a.grad());
    float[] sums = new float[input.length / COUNT];
    for (int i = 0; i < input.length; i++) {
      sums[i % sums.length] += gradient[i] * (Math.max(input[i], 0) - input[i]);
    }
    return sums;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void weightsGetTheSameGradientsAsUnderHardMasks(long seed) {
    Model model = RandomModels.next(seed);
    float[] images = images(model);
    try (var hard = new DifferentiableModel(model, Execution.fp32());
        var student = new DifferentiableModel(model, Execution.fp32());
        SoftMasks soft = new SoftMasks(model.network(), Execution.fp32())) {
      Map<String, float[]> alphas = soft.toFloats();
      alphas.replaceAll((site, values) -> model.masks().get(site).toFloats());
      set(soft, alphas, model);
      student.setSoftMasks(soft);
      backward(hard, images);
      backward(student, images);
      float[] expected = Tensors.toFloats(hard.parameters().gradients());
      float[] actual = Tensors.toFloats(student.parameters().gradients());
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f + 1e-3f * Math.abs(expected[i])));
      }
    }
  }

  private static void backward(DifferentiableModel model, float[] images) {
    model.parameters().clearGradients();
    Scope.run(
        () ->
            Losses.crossEntropy(
                    model.forward(model.images(images, COUNT), Mode.EVAL), model.labels(LABELS))
                .backward());
  }

  @Test
  void gradientsGatherUntilTheyAreCleared() {
    Model model = RandomModels.next(5);
    float[] images = images(model);
    try (var student = new DifferentiableModel(model, Execution.fp32());
        SoftMasks soft = new SoftMasks(model.network(), Execution.fp32())) {
      student.setSoftMasks(soft);
      backward(student, images);
      float[] once = Tensors.toFloats(soft.gradients());
      backward(student, images);
      float[] twice = Tensors.toFloats(soft.gradients());
      double sum = 0;
      for (int i = 0; i < once.length; i++) {
        assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-6f + 1e-4f * Math.abs(once[i])));
        sum += Math.abs(once[i]);
      }
      assertThat(sum).isPositive();
      soft.clearGradients();
      assertThat(Tensors.toFloats(soft.gradients())).containsOnly(0);
    }
  }

  @Test
  void bfloat16RunsThemToo() {
    Model model = RandomModels.next(6);
    Execution half = new Execution(Precision.BF16, Device.CPU);
    float[] images = images(model);
    try (var student = new DifferentiableModel(model, half);
        SoftMasks soft = new SoftMasks(model.network(), half)) {
      student.setSoftMasks(soft);
      float[] logits = logits(student, images);
      student.setMasks(Masks.all(model.network()));
      student.liftSoftMasks();
      assertThat(logits).containsExactly(logits(student, images), within(0.1f));
      student.setSoftMasks(soft);
      backward(student, images);
      assertThat(Tensors.toFloats(soft.gradients())).doesNotContain(Float.NaN);
    }
  }
}
