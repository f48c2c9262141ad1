// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Widths;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model of several widths runs at each of them like the ordinary model that {@code at} gives. */
class WidthRunTest {
  private static final int COUNT = 6;
  private static final Widths WIDTHS = Widths.of(0.5, 1);

  @BeforeAll
  static void useOneThread() {
    Libtorch.useThreads(1);
  }

  private static float[] images(Model model, long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[COUNT * model.network().input().units()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  private static float[] logits(
      DifferentiableModel model, float[] images, Mode mode, double width) {
    return Scope.call(
        () ->
            Tensors.toFloats(
                model.forward(model.images(images, COUNT), mode, SiteObserver.NONE, width)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void logitsAndStatisticsOfAWidthAreThoseOfItsOrdinaryModel(long seed) {
    Model model = RandomModels.next(seed, WIDTHS);
    float[] images = images(model, seed);
    for (Mode mode : List.of(Mode.EVAL, Mode.TRAIN)) {
      try (var several = new DifferentiableModel(model, Execution.fp32());
          var half = new DifferentiableModel(model.at(0.5), Execution.fp32());
          var full = new DifferentiableModel(model.at(1), Execution.fp32())) {
        assertThat(logits(several, images, mode, 0.5))
            .containsExactly(logits(half, images, mode, 1), within(1e-4f));
        assertThat(logits(several, images, mode, 1))
            .containsExactly(logits(full, images, mode, 1), within(1e-4f));
        assertThat(several.snapshot().at(0.5)).isEqualTo(half.snapshot());
        assertThat(several.snapshot().at(1)).isEqualTo(full.snapshot());
      }
    }
  }

  private static void backward(DifferentiableModel model, float[] images, List<Double> widths) {
    int[] labels = new Random(7).ints(COUNT, 0, model.network().classes()).toArray();
    model.parameters().clearGradients();
    Scope.run(
        () -> {
          Tensor loss = null;
          for (double width : widths) {
            Tensor logits =
                model.forward(model.images(images, COUNT), Mode.TRAIN, SiteObserver.NONE, width);
            Tensor one = Losses.crossEntropy(logits, model.labels(labels));
            loss = loss == null ? one : loss.add(one);
          }
          java.util.Objects.requireNonNull(loss).backward();
        });
  }

  private static Map<String, float[]> gradients(DifferentiableModel model) {
    Map<String, float[]> result = new TreeMap<>();
    model
        .parameters()
        .names()
        .forEach(name -> result.put(name, Tensors.toFloats(model.parameters().gradient(name))));
    return result;
  }

  /** As weights, so that the slicing of weights serves for gradients. */
  private static float[] slice(Model shape, Map<String, float[]> full, String name) {
    var tensors = new TreeMap<String, linnet.network.WeightTensor>();
    shape.weights().names().forEach(n -> tensors.put(n, shape.weights().get(n)));
    full.forEach(
        (n, values) ->
            tensors.put(
                n, new linnet.network.WeightTensor(shape.weights().get(n).shape(), values)));
    return new Model(shape.network(), linnet.network.Weights.of(tensors), shape.masks())
        .at(0.5)
        .weights()
        .get(name)
        .values();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void gradientsOfAWidthLandInItsSliceAndNowhereElse(long seed) {
    Model model = RandomModels.next(seed, WIDTHS);
    float[] images = images(model, seed);
    try (var several = new DifferentiableModel(model, Execution.fp32());
        var half = new DifferentiableModel(model.at(0.5), Execution.fp32())) {
      backward(several, images, List.of(0.5));
      backward(half, images, List.of(1.0));
      Map<String, float[]> own = gradients(several);
      gradients(half)
          .forEach(
              (name, expected) ->
                  assertThat(slice(model, own, name))
                      .as(name)
                      .containsExactly(expected, within(1e-4f)));
      double expected = sumOfSquares(gradients(half));
      assertThat(sumOfSquares(own)).isCloseTo(expected, within(1e-3 * expected));
    }
  }

  private static double sumOfSquares(Map<String, float[]> tensors) {
    double sum = 0;
    for (float[] values : tensors.values()) {
      for (float value : values) {
        sum += (double) value * value;
      }
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22})
  void gradientsOfAllWidthsAddUp(long seed) {
    Model model = RandomModels.next(seed, WIDTHS);
    float[] images = images(model, seed);
    try (var several = new DifferentiableModel(model, Execution.fp32())) {
      backward(several, images, List.of(0.5));
      Map<String, float[]> half = gradients(several);
      backward(several, images, List.of(1.0));
      Map<String, float[]> full = gradients(several);
      backward(several, images, List.of(0.5, 1.0));
      gradients(several)
          .forEach(
              (name, both) -> {
                float[] sum = java.util.Objects.requireNonNull(half.get(name)).clone();
                for (int i = 0; i < sum.length; i++) {
                  sum[i] += java.util.Objects.requireNonNull(full.get(name))[i];
                }
                assertThat(both).as(name).containsExactly(sum, within(1e-4f));
              });
    }
  }

  @Test
  void otherMasksHoldAtEveryWidth() {
    Model model = RandomModels.next(5, WIDTHS);
    float[] images = images(model, 5);
    Masks others = RandomModels.masks(model.network(), new Random(99));
    Model masked = new Model(model.network(), model.weights(), others);
    try (var several = new DifferentiableModel(model, Execution.fp32());
        var half = new DifferentiableModel(masked.at(0.5), Execution.fp32())) {
      float[] before = logits(several, images, Mode.EVAL, 0.5);
      several.setMasks(others);
      float[] after = logits(several, images, Mode.EVAL, 0.5);
      assertThat(after).isNotEqualTo(before);
      assertThat(after).containsExactly(logits(half, images, Mode.EVAL, 1), within(1e-4f));
    }
  }

  @Test
  void aWidthThatTheNetworkLacksIsOneSentence() {
    Model model = RandomModels.next(5);
    float[] images = images(model, 5);
    try (var ordinary = new DifferentiableModel(model, Execution.fp32())) {
      assertThatThrownBy(() -> logits(ordinary, images, Mode.EVAL, 0.5))
          .isInstanceOf(InputException.class)
          .hasMessage("random has no width 0.5; it has 1.0.");
    }
  }
}
