// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LossesTest {
  private static double value(Supplier<Tensor> loss) {
    return Scope.call(() -> Tensors.toDouble(loss.get()));
  }

  @Test
  void crossEntropyIsTheMeanNegativeLogProbabilityOfTheLabels() {
    // probabilities 1/4, 3/4 and 2/3, 1/3
    float[] logits = {0, (float) Math.log(3), (float) Math.log(2), 0};
    double loss =
        value(() -> Losses.crossEntropy(Tensors.of(logits, 2, 2), Tensors.of(new int[] {0, 0})));
    assertThat(loss).isCloseTo((Math.log(4) + Math.log(1.5)) / 2, within(1e-6));
  }

  @Test
  void distillationIsTheDivergenceOfSoftenedProbabilitiesTimesSquaredTemperature() {
    // at T = 4 the teacher says 3/4, 1/4 and the student 1/2, 1/2
    float[] teacher = {(float) (4 * Math.log(3)), 0};
    float[] student = {5, 5};
    double loss =
        value(() -> Losses.distillation(Tensors.of(student, 1, 2), Tensors.of(teacher, 1, 2), 4));
    assertThat(loss).isCloseTo(16 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)), within(1e-5));
  }

  @Test
  void distillationIsAveragedOverImagesAndVanishesForEqualLogits() {
    float[] teacher = {(float) (4 * Math.log(3)), 0, 1, 2};
    float[] student = {5, 5, 1, 2};
    double loss =
        value(() -> Losses.distillation(Tensors.of(student, 2, 2), Tensors.of(teacher, 2, 2), 4));
    assertThat(loss).isCloseTo(8 * (0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)), within(1e-5));
  }

  @Test
  void activationMismatchComparesNormedMeansOfSquaresOverChannels() {
    // one image, two channels, two positions; maps (3^2 + 1, 0) / 2 and (0, 4) / 2
    float[] student = {3, 0, 1, 0};
    float[] teacher = {0, 2, 0, 0};
    double loss =
        value(
            () ->
                Losses.activationMismatch(
                    List.of(Tensors.of(student, 1, 2, 1, 2)),
                    List.of(Tensors.of(teacher, 1, 2, 1, 2))));
    assertThat(loss).isCloseTo(1.0, within(1e-6)); // ((1 - 0)^2 + (0 - 1)^2) / 2 positions
  }

  @Test
  void activationMismatchSumsStagesAndIgnoresScale() {
    float[] student = {3, 0, 1, 0};
    float[] scaled = {6, 0, 2, 0};
    float[] teacher = {0, 2, 0, 0};
    double loss =
        value(
            () ->
                Losses.activationMismatch(
                    List.of(Tensors.of(student, 1, 2, 1, 2), Tensors.of(scaled, 1, 2, 1, 2)),
                    List.of(Tensors.of(teacher, 1, 2, 1, 2), Tensors.of(student, 1, 2, 1, 2))));
    assertThat(loss).isCloseTo(1.0, within(1e-6));
  }

  @Test
  void activationMismatchNeedsEquallyManyStages() {
    assertThatThrownBy(() -> Losses.activationMismatch(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double consistency(float[] student, float[] teacher, double... weights) {
    int sites = weights.length;
    return value(
        () ->
            Losses.consistency(
                Collections.nCopies(sites, Tensors.of(student, 2, 2, 1, 1)),
                Collections.nCopies(sites, Tensors.of(teacher, 2, 2, 1, 1)),
                weights));
  }

  @Test
  void consistencyIsTheSquaredDistanceOfUnitVectorsAveragedOverImages() {
    float[] student = {3, 4, 1, 0}; // (0.6, 0.8) and (1, 0)
    float[] teacher = {10, 0, -5, 0}; // (1, 0) and (-1, 0)
    double first = 0.4 * 0.4 + 0.8 * 0.8;
    assertThat(consistency(student, teacher, 1)).isCloseTo((first + 4) / 2, within(1e-5));
    assertThat(consistency(student, teacher, 0.25, 0.5))
        .isCloseTo(0.75 * (first + 4) / 2, within(1e-5));
  }

  @Test
  void consistencyIgnoresScaleAndStaysFiniteAtZero() {
    float[] one = {3, 4, 1, 0};
    float[] scaled = {6, 8, 0.5f, 0};
    assertThat(consistency(one, scaled, 1)).isCloseTo(0, within(1e-6));
    assertThat(consistency(one, new float[4], 1)).isCloseTo(1, within(1e-6));
    assertThat(consistency(new float[4], new float[4], 1)).isZero();
  }

  @Test
  void consistencyPullsTheStudentTowardsTheTeachersDirection() {
    float[] gradient =
        Scope.call(
            () -> {
              Tensor student = Tensors.of(new float[] {1, 0, 0, 0}, 2, 2, 1, 1);
              student.set_requires_grad(true);
              Tensor teacher = Tensors.of(new float[] {0, 2, 0, 1}, 2, 2, 1, 1);
              Losses.consistency(List.of(student), List.of(teacher), new double[] {1}).backward();
              return Tensors.toFloats(student.grad());
            });
    // d/da (2 - 2 cos) / 2 images at (1, 0) against (0, 1): (0, -1)
    assertThat(gradient[0]).isCloseTo(0, within(1e-6f));
    assertThat(gradient[1]).isCloseTo(-1, within(1e-6f));
    assertThat(gradient).endsWith(0, 0); // the second image has no direction to turn
  }

  private static float[] consistencyGradient(
      float[] student, float[] teacher, double[] weights, torch.ScalarType type) {
    return Scope.call(
        () -> {
          Tensor own = Tensors.of(student, 3, 4, 1, 2).to(type).set_requires_grad(true);
          Tensor other = Tensors.of(teacher, 3, 4, 1, 2).to(type);
          Losses.consistency(
                  Collections.nCopies(weights.length, own),
                  Collections.nCopies(weights.length, other),
                  weights)
              .backward();
          return Tensors.toFloats(own.grad());
        });
  }

  private static float[] gaussian(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Summed over plain arrays: 3 images of 8 units each. */
  private static double distanceByDefinition(float[] student, float[] teacher) {
    double sum = 0;
    for (int image = 0; image < 3; image++) {
      double dot = 0;
      double own = 0;
      double other = 0;
      for (int i = 8 * image; i < 8 * image + 8; i++) {
        dot += student[i] * teacher[i];
        own += student[i] * student[i];
        other += teacher[i] * teacher[i];
      }
      sum += 2 - 2 * dot / Math.sqrt(own * other);
    }
    return sum / 3;
  }

  @ParameterizedTest
  @CsvSource({"Float, 2e-4", "BFloat16, 0.02"})
  void consistencyHasTheGradientThatItsDifferencesTell(torch.ScalarType type, double tolerance) {
    float[] student = gaussian(1, 24);
    float[] teacher = gaussian(2, 24);
    float[] gradient = consistencyGradient(student, teacher, new double[] {0.25, 0.5}, type);
    for (int i = 0; i < 24; i++) {
      float[] more = student.clone();
      float[] less = student.clone();
      more[i] += 0.01f;
      less[i] -= 0.01f;
      double slope =
          (distanceByDefinition(more, teacher) - distanceByDefinition(less, teacher)) / 0.02;
      assertThat((double) gradient[i]).isCloseTo(0.75 * slope, within(tolerance));
    }
  }

  @Test
  void consistencyNeedsAWeightForEverySite() {
    assertThatThrownBy(() -> Losses.consistency(List.of(), List.of(), new double[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anActivationOfZerosHasAFiniteMismatch() {
    double loss =
        value(
            () ->
                Losses.activationMismatch(
                    List.of(Tensors.of(new float[4], 1, 2, 1, 2)),
                    List.of(Tensors.of(new float[] {0, 2, 0, 0}, 1, 2, 1, 2))));
    assertThat(loss).isCloseTo(0.5, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.2", "0.5, 0.1", "0.25, 0.17071068"})
  void aCosineFallsFromPeakToZero(double progress, double expected) {
    assertThat(LearningRate.cosine(0.2).at(progress)).isCloseTo(expected, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.05", "0.624, 0.05", "0.625, 0.005", "0.75, 0.0005", "0.99, 0.00005"})
  void thePaperDividesByTenAtItsMilestones(double progress, double expected) {
    assertThat(LearningRate.steps(0.05, LearningRate.PAPER_MILESTONES).at(progress))
        .isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.05, 0.1", "0.1, 0.2", "0.9, 0.2"})
  void aWarmUpRisesLinearly(double progress, double expected) {
    LearningRate constant = p -> 0.2;
    assertThat(constant.withWarmUp(0.1).at(progress)).isCloseTo(expected, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"resnet18, 4, 8", "wrn22x8, 3, 32", "vgg16, 4, 16"})
  void stagesEndWhereTheShapeChangesNextAndAtTheEnd(String name, int count, int channels) {
    var network = Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 4));
    List<Site> ends = StageEnds.of(network);
    assertThat(ends).hasSize(count).contains(network.sites().getLast());
    assertThat(ends.getFirst()).isNotEqualTo(network.sites().getFirst());
    assertThat(ends.stream().map(site -> site.shape().channels()).sorted().toList())
        .contains(channels);
  }

  @ParameterizedTest
  @CsvSource({
    "vgg16, 'block1.relu2, block2.relu2, block3.relu3, block5.relu3'",
    "vgg16-five-pools, 'block1.relu2, block2.relu2, block3.relu3, block4.relu3, block5.relu3'",
    "wrn22x8, 'stage2.block1.relu1, stage3.block1.relu1, final.relu'",
  })
  void placesOfTheActivationMismatch(String name, String sites) {
    var network = Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 4));
    assertThat(String.join(", ", StageEnds.of(network).stream().map(Site::name).toList()))
        .isEqualTo(sites);
  }
}
