// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.linearization.MethodSettings;
import linnet.linearization.TopK;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.training.engine.Execution;
import linnet.training.engine.Scope;
import linnet.training.engine.SoftMasks;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AlphaSearchTest {
  private static final Network NETWORK =
      new Network(
          "one-site",
          new Shape(2, 2, 2),
          List.of(
              new Node("relu", new Layer.Relu(), List.of(Network.INPUT)),
              new Node("flat", new Layer.Flatten(), List.of("relu"))));
  private static final Progress MIDDLE = new Progress(10, 20);
  private static final Progress END = new Progress(20, 20);

  private static AlphaSearch search(int budget, SnlOptions options) {
    return new AlphaSearch(NETWORK, new ReluBudget(budget), options, Execution.fp32());
  }

  private static void set(AlphaSearch search, float... alphas) {
    SoftMasks soft = search.softMasks().orElseThrow();
    Scope.run(
        () -> Scope.withoutGradients(() -> soft.get("relu").copy_(Tensors.of(alphas, 1, 2, 2, 2))));
  }

  private static float[] alphas(AlphaSearch search) {
    return Objects.requireNonNull(search.softMasks().orElseThrow().toFloats().get("relu"));
  }

  /** A backward pass that leaves these gradients. */
  private static void gradients(AlphaSearch search, float[] values) {
    SoftMasks soft = search.softMasks().orElseThrow();
    Scope.run(
        () ->
            Scope.withoutGradients(
                () -> soft.gradient("relu").copy_(Tensors.of(values, 1, 2, 2, 2))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8})
  void theEndIsExactlyTheBudgetOfTheHighestAlphas(int budget) {
    float[] random = new float[8];
    Random source = new Random(budget);
    for (int i = 0; i < 8; i++) {
      random[i] = (float) source.nextGaussian();
    }
    try (AlphaSearch search = search(budget, SnlOptions.STANDARD)) {
      set(search, random);
      Masks end = search.afterEpoch(search.initial(), END);
      assertThat(end)
          .isEqualTo(TopK.global(NETWORK, new ReluBudget(budget), Map.of("relu", random)));
      assertThat(search.softMasks()).isEmpty();
    }
  }

  @Test
  void equalAlphasGoToTheLowerNumber() {
    try (AlphaSearch search = search(3, SnlOptions.STANDARD)) {
      set(search, 0, 0.5f, 0.2f, 0.5f, 0.5f, 0.5f, 0, 0);
      Masks end = search.afterEpoch(search.initial(), END);
      assertThat(end.get("relu").keptUnits()).containsExactly(1, 3, 4);
    }
  }

  @Test
  void masksAreBinaryAsSoonAsNoMoreThanTheBudgetAreAboveTheThreshold() {
    try (AlphaSearch search = search(3, SnlOptions.PAPER)) {
      set(search, 1, 1, 0.02f, 0.02f, 0.005f, 0, 0, -1);
      Masks same = search.initial();
      assertThat(search.afterEpoch(same, MIDDLE)).isSameAs(same);
      assertThat(search.softMasks()).isPresent();
      set(search, 1, 1, 0.02f, 0.009f, 0.005f, 0, 0, -1);
      assertThat(search.afterEpoch(same, MIDDLE).get("relu").keptUnits()).containsExactly(0, 1, 2);
      assertThat(search.softMasks()).isEmpty();
    }
  }

  @Test
  void forTheRestOfTheSearchBinaryMasksStay() {
    try (AlphaSearch search = search(3, SnlOptions.STANDARD);
        AlphaSearch resumed = search(3, SnlOptions.STANDARD)) {
      set(search, 1, 1, 1, 0, 0, 0, 0, 0);
      Masks masks = search.afterEpoch(search.initial(), MIDDLE);
      Map<String, Double> metrics = search.metrics();
      resumed.restore(search.save());
      for (AlphaSearch binary : List.of(search, resumed)) {
        assertThat(binary.softMasks()).isEmpty();
        assertThat(binary.afterStep(masks, new Progress(11, 20))).isSameAs(masks);
        assertThat(binary.afterEpoch(masks, END)).isSameAs(masks);
        assertThat(binary.metrics()).isEqualTo(metrics); // neither alphas nor lambda move
      }
    }
  }

  @Test
  void aStepFollowsTheGradientOfLossAndPenalty() {
    SnlOptions options = new SnlOptions(0.5, 2, LambdaRule.PAPER, 5, 0.01, 0.125, 0, 1);
    try (AlphaSearch search = search(3, options)) {
      gradients(search, new float[] {0, -1, -0.25f, 3, 0, 0, 0, 0});
      search.afterStep(search.initial(), MIDDLE);
      // the first step of Adam is the rate against the sign of gradient + lambda
      float down = 1 - 0.125f;
      assertThat(alphas(search))
          .containsExactly(
              new float[] {down, 1.125f, down, down, down, down, down, down}, within(1e-5f));
      // gradients do not outlive their step
      SoftMasks soft = search.softMasks().orElseThrow();
      assertThat(Tensors.toFloats(soft.gradients())).containsOnly(0);
    }
  }

  @Test
  void aRestoredSearchGoesOnBitForBit() {
    float[] first = {0.3f, -1, -0.25f, 3, 0, 0.7f, 0, -2};
    float[] second = {0, 1, -0.5f, -3, 0.1f, 0, 2, 0};
    try (AlphaSearch whole = search(3, SnlOptions.STANDARD);
        AlphaSearch before = search(3, SnlOptions.STANDARD);
        AlphaSearch after = search(3, SnlOptions.STANDARD)) {
      for (AlphaSearch search : List.of(whole, before)) {
        gradients(search, first);
        search.afterStep(search.initial(), MIDDLE);
      }
      after.restore(before.save());
      for (AlphaSearch search : List.of(whole, after)) {
        gradients(search, second);
        search.afterStep(search.initial(), new Progress(11, 20));
      }
      assertThat(alphas(after)).containsExactly(alphas(whole));
      assertThat(after.metrics()).isEqualTo(whole.metrics());
    }
  }

  @Test
  void optionsAreReadByNameAndChecked() {
    MethodSettings settings =
        MethodSettings.of("snl", Map.of("lambda-rule", "paper", "alpha-rate", "0.5"));
    SnlOptions options = SnlOptions.of(settings);
    settings.requireAllKnown();
    assertThat(options.rule()).isEqualTo(LambdaRule.PAPER);
    assertThat(options.alphaRate()).isEqualTo(0.5);
    assertThat(options.lambda()).isEqualTo(1e-5);
    assertThat(SnlOptions.of(MethodSettings.of("snl", Map.of()))).isEqualTo(SnlOptions.STANDARD);
    assertThatThrownBy(() -> SnlOptions.of(MethodSettings.of("snl", Map.of("growth", "1"))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("growth 1.0");
  }
}
