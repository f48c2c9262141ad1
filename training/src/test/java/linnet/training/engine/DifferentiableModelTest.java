// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DifferentiableModelTest {
  private static final int COUNT = 6;

  private static float[] images(long seed, int size) {
    Random random = new Random(seed);
    float[] pixels = new float[size];
    for (int i = 0; i < size; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return pixels;
  }

  private static float[] images(Model model, long seed) {
    return images(seed, COUNT * model.network().input().units());
  }

  private static int[] labels(int classes, long seed) {
    return new Random(seed).ints(COUNT, 0, classes).toArray();
  }

  private static float[] logits(DifferentiableModel model, float[] images, Mode mode) {
    return Scope.call(
        () -> {
          Tensor batch = model.images(images, COUNT);
          return Tensors.toFloats(Scope.withoutGradients(() -> model.forward(batch, mode)));
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void logitsOfRandomNetworksEqualTheDefinitionOfTheirLayers(long seed) {
    Model model = RandomModels.next(seed);
    float[] images = images(model, seed);
    for (Mode mode : List.of(Mode.EVAL, Mode.TRAIN)) {
      try (var differentiable = new DifferentiableModel(model, Execution.fp32())) {
        float[] actual = logits(differentiable, images, mode);
        double[] expected = NaiveForward.logits(model, images, COUNT, mode);
        assertThat(actual).hasSize(expected.length);
        for (int i = 0; i < actual.length; i++) {
          assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-3));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void gradientsOfRandomNetworksEqualFiniteDifferences(long seed) {
    Model model = RandomModels.next(seed);
    float[] images = images(model, seed);
    int[] labels = labels(5, seed);
    for (Mode mode : List.of(Mode.EVAL, Mode.TRAIN)) {
      try (var differentiable = new DifferentiableModel(model, Execution.fp32())) {
        backward(differentiable, images, labels, mode);
        for (String name : differentiable.parameters().names()) {
          checkOneDirection(differentiable, model, name, images, labels, mode);
        }
      }
    }
  }

  private static void backward(DifferentiableModel model, float[] images, int[] labels, Mode mode) {
    model.parameters().clearGradients();
    Scope.run(
        () -> {
          Tensor logits = model.forward(model.images(images, COUNT), mode);
          Losses.crossEntropy(logits, model.labels(labels)).backward();
        });
  }

  /** Compares the gradient along a random direction of one tensor. */
  private static void checkOneDirection(
      DifferentiableModel differentiable,
      Model model,
      String name,
      float[] images,
      int[] labels,
      Mode mode) {
    float[] gradient = Tensors.toFloats(differentiable.parameters().gradient(name));
    float[] direction = images(name.hashCode(), gradient.length);
    // so small that hardly any unit crosses zero
    Model ahead = moved(model, name, direction, 4e-6);
    Model behind = moved(model, name, direction, -4e-6);
    double expected = loss(ahead, images, labels, mode) - loss(behind, images, labels, mode);
    double actual = 0;
    for (int i = 0; i < gradient.length; i++) {
      float[] high = ahead.weights().get(name).values();
      actual += gradient[i] * ((double) high[i] - behind.weights().get(name).values()[i]);
    }
    assertThat(actual)
        .as("%s in mode %s", name, mode)
        .isCloseTo(expected, within(0.01 * Math.abs(expected) + 1e-9));
  }

  private static Model moved(Model model, String name, float[] direction, double step) {
    Map<String, WeightTensor> weights = new LinkedHashMap<>();
    model.weights().names().forEach(n -> weights.put(n, model.weights().get(n)));
    float[] values = model.weights().get(name).values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (step * direction[i]);
    }
    weights.put(name, new WeightTensor(model.weights().get(name).shape(), values));
    return new Model(model.network(), Weights.of(weights), model.masks());
  }

  private static double loss(Model model, float[] images, int[] labels, Mode mode) {
    return NaiveForward.crossEntropy(NaiveForward.logits(model, images, COUNT, mode), labels);
  }

  @Test
  void trainingMovesRunningStatisticsByATenthTowardsTheBatch() {
    Model model = RandomModels.next(21);
    String norm = "n1"; // follows the first convolution, n0
    float[] images = images(model, 21);
    double[] before =
        NaiveForward.value(NaiveForward.values(model, images, COUNT, Mode.TRAIN), "n0");
    Shape shape = model.network().shape("n0");
    try (var differentiable = new DifferentiableModel(model, Execution.fp32())) {
      logits(differentiable, images, Mode.TRAIN);
      Weights after = differentiable.snapshot().weights();
      double sum = 0;
      double squares = 0;
      int size = COUNT * shape.plane();
      for (int n = 0; n < COUNT; n++) {
        for (int i = 0; i < shape.plane(); i++) {
          double value = before[n * shape.units() + i];
          sum += value;
          squares += value * value;
        }
      }
      double variance = (squares - sum * sum / size) / (size - 1);
      assertThat((double) after.get(norm + ".running_mean").values()[0])
          .isCloseTo(
              0.9 * model.weights().get(norm + ".running_mean").values()[0] + 0.1 * sum / size,
              within(1e-5));
      assertThat((double) after.get(norm + ".running_var").values()[0])
          .isCloseTo(
              0.9 * model.weights().get(norm + ".running_var").values()[0] + 0.1 * variance,
              within(1e-4));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void snapshotOfAModelIsTheModel(Precision precision) {
    Model model = RandomModels.next(31);
    try (var differentiable =
        new DifferentiableModel(model, new Execution(precision, Device.CPU))) {
      assertThat(differentiable.snapshot()).isEqualTo(model);
      logits(differentiable, images(model, 1), Mode.EVAL);
      assertThat(differentiable.snapshot()).isEqualTo(model);
    }
  }

  @Test
  void changedMasksTakeEffectAndCanBeTakenBack() {
    Model model = RandomModels.next(41);
    float[] images = images(model, 41);
    try (var differentiable = new DifferentiableModel(model, Execution.fp32())) {
      float[] before = logits(differentiable, images, Mode.EVAL);
      differentiable.setMasks(RandomModels.masks(model.network(), new Random(42)));
      double[] expected = NaiveForward.logits(differentiable.snapshot(), images, COUNT, Mode.EVAL);
      float[] actual = logits(differentiable, images, Mode.EVAL);
      for (int i = 0; i < actual.length; i++) {
        assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-3));
      }
      assertThat(actual).isNotEqualTo(before);
      differentiable.setMasks(model.masks());
      assertThat(logits(differentiable, images, Mode.EVAL)).isEqualTo(before);
    }
  }

  @Test
  void observerSeesEverySiteBeforeAndAfterItsMaskedRelu() {
    Model model = RandomModels.next(51);
    float[] images = images(model, 51);
    Map<String, double[]> expected = NaiveForward.values(model, images, COUNT, Mode.EVAL);
    Map<String, float[]> seen = new HashMap<>();
    List<String> order = new ArrayList<>();
    try (var differentiable = new DifferentiableModel(model, Execution.fp32())) {
      Scope.run(
          () ->
              differentiable.forward(
                  differentiable.images(images, COUNT),
                  Mode.EVAL,
                  (site, before, after) -> {
                    order.add(site.name());
                    assertThat(before.sizes().vec().get())
                        .containsExactly(
                            COUNT,
                            site.shape().channels(),
                            site.shape().height(),
                            site.shape().width());
                    seen.put(site.name(), Tensors.toFloats(after));
                  }));
    }
    assertThat(order).isEqualTo(List.copyOf(model.masks().sites()));
    seen.forEach(
        (site, values) -> {
          double[] wanted = NaiveForward.value(expected, site);
          for (int i = 0; i < values.length; i++) {
            assertThat((double) values[i]).isCloseTo(wanted[i], within(1e-3));
          }
        });
  }

  @Test
  void gradientsOfActivationsCanBeRetained() {
    Model model = RandomModels.next(61);
    try (var differentiable = new DifferentiableModel(model, Execution.fp32())) {
      Scope.run(
          () -> {
            List<Tensor> outputs = new ArrayList<>();
            Tensor logits =
                differentiable.forward(
                    differentiable.images(images(model, 61), COUNT),
                    Mode.TRAIN,
                    (site, before, after) -> {
                      Tensors.retainGradient(after);
                      outputs.add(after);
                    });
            Losses.crossEntropy(logits, differentiable.labels(labels(5, 61))).backward();
            float[] gradient = Tensors.toFloats(outputs.getLast().grad());
            assertThat(gradient).hasSize(Math.toIntExact(outputs.getLast().numel()));
            assertThat(gradient).isNotEqualTo(new float[gradient.length]);
          });
    }
  }

  @Test
  void bfloat16IsCloseToFp32() {
    Model model = small("resnet18");
    float[] images = images(model, 71);
    try (var exact = new DifferentiableModel(model, Execution.fp32());
        var rounded = new DifferentiableModel(model, new Execution(Precision.BF16, Device.CPU))) {
      float[] expected = logits(exact, images, Mode.TRAIN);
      float[] actual = logits(rounded, images, Mode.TRAIN);
      double error = 0;
      double size = 0;
      for (int i = 0; i < expected.length; i++) {
        error += Math.pow(actual[i] - expected[i], 2);
        size += Math.pow(expected[i], 2);
      }
      assertThat(Math.sqrt(error / size)).isBetween(1e-6, 0.05);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "resnet34", "wrn22x8", "vgg16"})
  void everyBuiltInNetworkLearnsOneBatchByHeart(String name) {
    Model model = small(name);
    float[] images = images(model, 81);
    int[] labels = labels(10, 81);
    try (var differentiable = new DifferentiableModel(model, Execution.fp32());
        var sgd = new Sgd(differentiable.parameters(), 0.9, 5e-4)) {
      double first = loss(differentiable, images, labels);
      for (int i = 0; i < 12; i++) {
        backward(differentiable, images, labels, Mode.TRAIN);
        sgd.step(0.02);
      }
      assertThat(loss(differentiable, images, labels)).isLessThan(first / 2);
    }
  }

  private static double loss(DifferentiableModel model, float[] images, int[] labels) {
    return Scope.call(
        () ->
            Scope.withoutGradients(
                () ->
                    Tensors.toDouble(
                        Losses.crossEntropy(
                            model.forward(model.images(images, COUNT), Mode.TRAIN),
                            model.labels(labels)))));
  }

  private static Model small(String name) {
    var network = Networks.byName(name, NetworkOptions.of(new Shape(3, 16, 16), 10, 4));
    return new Model(network, Weights.random(network, 5), Masks.all(network));
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void theSameStepsGiveTheSameWeightsBitForBit(Precision precision) {
    assertThat(trained(precision)).isEqualTo(trained(precision));
  }

  /** With fewer input channels than a vector has lanes, oneDNN's own strides crash or differ. */
  @ParameterizedTest
  @ValueSource(ints = {3, 7, 8, 12, 15, 16})
  void stridedShortcutsOfAnyNumberOfChannelsKeepToTheirMemory(int width) {
    Network network =
        Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, width));
    Model model = new Model(network, Weights.random(network, 5), Masks.all(network));
    assertThat(trained(model, Precision.FP32)).isEqualTo(trained(model, Precision.FP32));
    assertThat(trained(model, Precision.BF16)).isEqualTo(trained(model, Precision.BF16));
  }

  private static Model trained(Precision precision) {
    return trained(small("resnet18"), precision);
  }

  private static Model trained(Model model, Precision precision) {
    try (var differentiable = new DifferentiableModel(model, new Execution(precision, Device.CPU));
        var sgd = new Sgd(differentiable.parameters(), 0.9, 5e-4)) {
      for (int i = 0; i < 3; i++) {
        backward(differentiable, images(model, i), labels(10, i), Mode.TRAIN);
        sgd.step(0.05);
      }
      return differentiable.snapshot();
    }
  }
}
