// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.TopK;
import linnet.network.Allocation;
import linnet.network.Layer;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

final class MaskSearchTest {
  private static final Network NETWORK =
      new Network(
          "one-site",
          new Shape(2, 2, 2),
          List.of(
              new Node("relu", new Layer.Relu(), List.of(Network.INPUT)),
              new Node("flat", new Layer.Flatten(), List.of("relu"))));
  private static final Allocation THREE = new Allocation(Map.of("relu", 3));
  private static final Progress ANYWHERE = new Progress(1, 2);

  private static float[] random(int seed) {
    Random random = new Random(seed);
    float[] values = new float[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Pass pass(float[] before, float[] after) {
    Tensor z = Tensors.of(before, 2, 2, 2, 2);
    return new Pass(z, Map.of("relu", z), Map.of("relu", Tensors.of(after, 2, 2, 2, 2)));
  }

  private static MaskSearch search(MismatchScore score, double stop) {
    return new MaskSearch(
        NETWORK,
        THREE,
        new SenetOptions(
            SparseLearningOptions.STANDARD, score, SenetOptions.StudentInit.TEACHER, stop),
        7);
  }

  private static Masks epoch(MaskSearch search, Masks masks, int... seeds) {
    for (int seed : seeds) {
      Scope.run(
          () ->
              search.see(
                  pass(random(seed), random(seed + 100)),
                  pass(random(seed + 200), random(seed + 300)),
                  2));
    }
    return search.afterEpoch(masks, ANYWHERE);
  }

  /** The definition over plain arrays: sums over batches and images, top three. */
  private static Masks expected(boolean counterfactual, int... seeds) {
    float[] sums = new float[8];
    for (int seed : seeds) {
      float[] student = random(counterfactual ? seed : seed + 100);
      float[] teacher = random(seed + 300);
      for (int i = 0; i < 16; i++) {
        sums[i % 8] += Math.abs(teacher[i] - student[i]);
      }
    }
    return TopK.perSite(NETWORK, THREE, Map.of("relu", sums));
  }

  @Test
  void anEpochEndsWithTheUnitsOfLargestMismatchOfThatEpochOnly() {
    for (MismatchScore score : MismatchScore.values()) {
      boolean counterfactual = score == MismatchScore.COUNTERFACTUAL;
      try (MaskSearch search = search(score, 0.05)) {
        Masks first = epoch(search, search.initial(), 1, 2, 3);
        assertThat(first).isEqualTo(expected(counterfactual, 1, 2, 3));
        assertThat(epoch(search, first, 4, 5)).isEqualTo(expected(counterfactual, 4, 5));
      }
    }
  }

  @Test
  void theSearchConvergesWhenMasksHardlyMove() {
    try (MaskSearch search = search(MismatchScore.COUNTERFACTUAL, 0.05)) {
      assertThat(search.converged()).isFalse();
      Masks first = epoch(search, search.initial(), 1);
      Masks second = epoch(search, first, 2);
      double moved = Objects.requireNonNull(search.metrics().get("maskDistance"));
      assertThat(second).isNotEqualTo(first);
      assertThat(moved).isBetween(0.3, 1.0);
      assertThat(search.converged()).isFalse();
      epoch(search, second, 2);
      assertThat(search.converged()).isTrue();
    }
  }

  @Test
  void aThresholdOfZeroNeverEndsTheSearch() {
    try (MaskSearch search = search(MismatchScore.COUNTERFACTUAL, 0)) {
      Masks masks = epoch(search, search.initial(), 1);
      epoch(search, masks, 1);
      assertThat(search.converged()).isFalse();
    }
  }

  @Test
  void aRestoredSearchGoesOnInTheMiddleOfAnEpoch() {
    try (MaskSearch whole = search(MismatchScore.COUNTERFACTUAL, 0.05);
        MaskSearch before = search(MismatchScore.COUNTERFACTUAL, 0.05);
        MaskSearch after = search(MismatchScore.COUNTERFACTUAL, 0.05)) {
      Masks wanted = epoch(whole, whole.initial(), 1, 2);
      Scope.run(() -> before.see(pass(random(1), random(101)), pass(random(201), random(301)), 2));
      after.restore(before.save());
      assertThat(epoch(after, after.initial(), 2)).isEqualTo(wanted);
    }
  }

  @Test
  void thePublishedScoreIsBlindToKeptUnitsThatAgreeAndTheCounterfactualOneIsNot() {
    float[] negative = new float[16];
    float[] zero = new float[16];
    java.util.Arrays.fill(negative, -2);
    Scope.run(
        () -> {
          Pass student = pass(negative, zero); // every unit kept: relu(-2) = 0
          Pass teacher = pass(negative, zero);
          assertThat(Tensors.toFloats(MismatchScore.PUBLISHED.of(student, teacher, "relu")))
              .containsOnly(0);
          assertThat(Tensors.toFloats(MismatchScore.COUNTERFACTUAL.of(student, teacher, "relu")))
              .containsOnly(2);
        });
  }

  @Test
  void theFirstMaskIsRandomAndExact() {
    try (MaskSearch search = search(MismatchScore.PUBLISHED, 0.05)) {
      assertThat(search.initial().allocation()).isEqualTo(THREE);
      assertThat(search.sight(ANYWHERE)).isEqualTo(MaskPolicy.Sight.BOTH);
    }
  }
}
