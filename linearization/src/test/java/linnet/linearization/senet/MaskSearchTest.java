// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.linearization.Granularity;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.StudentInit;
import linnet.linearization.TopK;
import linnet.linearization.senet.SenetOptions.InitialMask;
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
    return search(THREE, options(Granularity.PIXEL, score, InitialMask.RANDOM, stop));
  }

  private static MaskSearch search(Allocation allocation, SenetOptions options) {
    return new MaskSearch(NETWORK, allocation, options, 7);
  }

  private static SenetOptions options(
      Granularity granularity, MismatchScore score, InitialMask initial, double stop) {
    return new SenetOptions(
        SparseLearningOptions.STANDARD, 0, granularity, score, StudentInit.TEACHER, initial, stop);
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
  void masksAreFrozenOnceTheyHardlyMoveAndTheSearchGoesOn() {
    try (MaskSearch search = search(MismatchScore.COUNTERFACTUAL, 0.05);
        MaskSearch resumed = search(MismatchScore.COUNTERFACTUAL, 0.05)) {
      Masks first = epoch(search, search.initial(), 1);
      Masks second = epoch(search, first, 2);
      assertThat(second).isNotEqualTo(first);
      assertThat(distance(search)).isBetween(0.3, 1.0);
      assertThat(search.sight(ANYWHERE)).isEqualTo(MaskPolicy.Sight.BOTH);
      assertThat(epoch(search, second, 2)).isEqualTo(second);
      resumed.restore(search.save());
      for (MaskSearch frozen : List.of(search, resumed)) {
        assertThat(frozen.sight(ANYWHERE)).isEqualTo(MaskPolicy.Sight.NONE);
        assertThat(epoch(frozen, second, 1)).isSameAs(second); // else it would be the first again
        assertThat(distance(frozen)).isZero();
        assertThat(epoch(frozen, second, 1)).isSameAs(second);
      }
    }
  }

  private static double distance(MaskSearch search) {
    return Objects.requireNonNull(search.metrics().get("maskDistance"));
  }

  @Test
  void aThresholdOfZeroNeverFreezesMasks() {
    try (MaskSearch search = search(MismatchScore.COUNTERFACTUAL, 0)) {
      Masks first = epoch(search, search.initial(), 1);
      assertThat(epoch(search, first, 1)).isEqualTo(first);
      assertThat(distance(search)).isZero();
      assertThat(search.sight(ANYWHERE)).isEqualTo(MaskPolicy.Sight.BOTH);
      assertThat(epoch(search, first, 2)).isNotEqualTo(first);
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
  void channelWiseTheChannelOfLargestSummedMismatchStays() {
    Allocation one = new Allocation(Map.of("relu", 4));
    SenetOptions channels =
        options(Granularity.CHANNEL, MismatchScore.COUNTERFACTUAL, InitialMask.RANDOM, 0.05);
    float[] zero = new float[16];
    // the largest unit stands in channel 1, the larger sum over both images in channel 0
    float[] single = {0, 0, 0, 0, 0, 0, 0, 3.9f, 1, 1, 1, 1, 0, 0, 0, 0};
    try (MaskSearch search = search(one, channels)) {
      Masks first = search.initial();
      assertThat(first.get("relu").keptPerChannel()).containsExactlyInAnyOrder(0, 4);
      Scope.run(() -> search.see(pass(zero, zero), pass(zero, single), 2));
      Masks next = search.afterEpoch(first, ANYWHERE);
      assertThat(next.get("relu").keptPerChannel()).containsExactly(4, 0);
    }
  }

  @Test
  void theFirstMaskCanShareItsPlacesAmongChannels() {
    SenetOptions shared =
        options(Granularity.PIXEL, MismatchScore.COUNTERFACTUAL, InitialMask.CHANNEL_SHARED, 0.05);
    try (MaskSearch search = search(new Allocation(Map.of("relu", 4)), shared)) {
      int[] units = search.initial().get("relu").keptUnits();
      assertThat(units).hasSize(4);
      assertThat(new int[] {units[2] - 4, units[3] - 4}).containsExactly(units[0], units[1]);
    }
  }

  @Test
  void theFirstMaskIsRandomAndExact() {
    try (MaskSearch search = search(MismatchScore.PUBLISHED, 0.05)) {
      assertThat(search.initial().allocation()).isEqualTo(THREE);
      assertThat(search.sight(ANYWHERE)).isEqualTo(MaskPolicy.Sight.BOTH);
    }
  }
}
