// SPDX-License-Identifier: Apache-2.0
package linnet.inference.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import linnet.inference.clear.ClearResult;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.clear.Truncation;
import linnet.inference.plan.CalibrationFacts;
import linnet.inference.plan.FixedPoint;
import linnet.inference.plan.LinearRun;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.inference.testing.NaiveNetwork;
import linnet.inference.testing.RandomModels;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilerTest {
  private static final Shape SMALL = new Shape(3, 8, 8);
  private static final CompilerOptions OPTIONS = CompilerOptions.defaults();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void fixedPointStaysCloseToTheLayersDefinitionsOnRandomGraphs(long seed) {
    Model model = RandomModels.graph(seed, 0.5);
    float[][] images = RandomModels.images(model.network().input(), 3, seed);
    PrivateProgram program = Compiler.compile(model, images, OPTIONS);
    double[][] logits = new FixedPointExecutor(program).run(images).values();
    double allowed = Math.scalb(0.02, 12 - program.plan().fixedPoint().weightBits());
    for (int b = 0; b < images.length; b++) {
      assertThat(logits[b]).containsExactly(NaiveNetwork.logits(model, images[b]), within(allowed));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "wrn22x8", "vgg16"})
  void builtInNetworksStayCloseToFloatingPoint(String name) {
    Shape input = name.equals("vgg16") ? new Shape(3, 16, 16) : SMALL;
    Model model = RandomModels.builtIn(name, input, name.equals("wrn22x8") ? 1 : 4, 0.3, 5);
    float[][] images = RandomModels.images(input, 4, 6);
    PrivateProgram program = Compiler.compile(model, images, OPTIONS);
    double[][] logits = new FixedPointExecutor(program).run(images).values();
    double largest = 0;
    double error = 0;
    for (int b = 0; b < images.length; b++) {
      double[] expected = NaiveNetwork.logits(model, images[b]);
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
        error = Math.max(error, Math.abs(expected[i] - logits[b][i]));
      }
    }
    assertThat(error).isLessThan(0.02 * largest);
    assertThat(program.plan().calibration().maxLogitError()).isCloseTo(error, within(1e-5));
  }

  @Test
  void moreFractionalBitsGiveLogitsCloserToFloatingPoint() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 1, 7);
    float[][] images = RandomModels.images(SMALL, 4, 8);
    double coarse = error(model, images, 6);
    double fine = error(model, images, 12);
    assertThat(fine).isLessThan(coarse / 16).isPositive();
  }

  private static double error(Model model, float[][] images, int bits) {
    CompilerOptions options = OPTIONS.withScales(new FixedPoint(bits, bits));
    return Compiler.compile(model, images, options).plan().calibration().maxLogitError();
  }

  @Test
  void everySiteIsABoundaryAndBatchNormsFoldAway() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 0, 1);
    ProgramPlan plan = Compiler.compile(model, RandomModels.images(SMALL, 1, 1), OPTIONS).plan();
    assertThat(plan.boundaries()).hasSize(17);
    assertThat(plan.keptUnits()).isZero();
    assertThat(plan.steps().stream().filter(Step.Convolution.class::isInstance)).hasSize(21);
    assertThat(plan.shift(plan.boundaries().getFirst())).isEqualTo(12);
  }

  @Test
  void aRunWithAResidualShortcutReadsTwoBoundaries() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 0.5, 1);
    ProgramPlan plan = Compiler.compile(model, RandomModels.images(SMALL, 1, 1), OPTIONS).plan();
    List<LinearRun> runs = plan.runs();
    assertThat(runs).hasSize(18);
    assertThat(runs.getFirst().reads()).containsExactly(ProgramPlan.IMAGE);
    assertThat(runs.get(2).reads()).containsExactly("stem.relu", "stage1.block1.relu1");
    assertThat(runs.getLast().output()).isEqualTo(plan.logits());
  }

  @Test
  void widthsHoldTheCalibrationValuesWithTheirMargin() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 1, 1);
    float[][] images = RandomModels.images(SMALL, 2, 1);
    PrivateProgram program = Compiler.compile(model, images, OPTIONS);
    float[][] doubled = new float[images.length][];
    for (int b = 0; b < images.length; b++) {
      doubled[b] = images[b].clone();
      for (int i = 0; i < doubled[b].length; i++) {
        doubled[b][i] *= 2;
      }
    }
    FixedPointExecutor executor = new FixedPointExecutor(program);
    assertThat(executor.run(doubled).overflows()).isZero();
    for (float[] image : doubled) {
      for (int i = 0; i < image.length; i++) {
        image[i] *= 64;
      }
    }
    assertThat(executor.run(doubled).overflows()).isPositive();
  }

  @Test
  void keptUnitsAreTruncatedShareByShareTooSoTheyGetAToleranceAsWell() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 1, 1);
    CalibrationFacts facts =
        Compiler.compile(model, RandomModels.images(SMALL, 2, 1), OPTIONS).plan().calibration();
    assertThat(facts.toleranceUlps()).isBetween(1, 4096);
    assertThat(facts.failureProbability()).isPositive().isLessThan(0x1p-12);
  }

  @Test
  void linearizedUnitsGetAToleranceAndAFailureProbability() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 0.1, 1);
    ProgramPlan plan = Compiler.compile(model, RandomModels.images(SMALL, 4, 1), OPTIONS).plan();
    assertThat(plan.calibration().toleranceUlps()).isBetween(1, 4096);
    assertThat(plan.calibration().failureProbability()).isPositive().isLessThan(0x1p-12);
    assertThat(plan.logitTolerance())
        .isEqualTo((long) plan.calibration().toleranceUlps() << (plan.logitBits() - 12));
  }

  @Test
  void preActivationNetworksFallBackToFewerBitsWhereFailuresWouldBeTooFrequent() {
    Model model = RandomModels.builtIn("wrn22x8", new Shape(3, 16, 16), 2, 0.1, 1);
    float[][] images = RandomModels.images(new Shape(3, 16, 16), 1, 1);
    ProgramPlan plan = Compiler.compile(model, images, OPTIONS).plan();
    assertThat(plan.fixedPoint().weightBits()).isLessThan(12);
    assertThat(plan.calibration().failureProbability()).isLessThan(0x1p-12);
    assertThatThrownBy(
            () -> Compiler.compile(model, images, OPTIONS.withScales(new FixedPoint(12, 12))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("local truncations fail");
  }

  @Test
  void scalesWithoutHeadroomAreRefused() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 1, 1);
    float[][] images = RandomModels.images(SMALL, 1, 1);
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = 1000;
      }
    }
    assertThatThrownBy(
            () -> Compiler.compile(model, images, OPTIONS.withScales(new FixedPoint(24, 24))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("use fewer fractional bits");
  }

  @Test
  void maximumPoolingIsRefusedWithTheNodeAndTheRemedy() {
    Network network = Networks.byName("vgg16", NetworkOptions.of(new Shape(3, 16, 16), 10, 2));
    Model model = new Model(network, Weights.random(network, 1), Masks.all(network));
    float[][] images = RandomModels.images(network.input(), 1, 1);
    assertThatThrownBy(() -> Compiler.compile(model, images, OPTIONS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("block1.pool")
        .hasMessageContaining("--pool average");
  }

  @Test
  void badCalibrationImagesAreRefused() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 2, 1, 1);
    assertThatThrownBy(() -> Compiler.compile(model, new float[0][], OPTIONS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> Compiler.compile(model, new float[1][5], OPTIONS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("[3, 8, 8]");
    float[][] nan = new float[1][SMALL.units()];
    nan[0][3] = Float.NaN;
    assertThatThrownBy(() -> Compiler.compile(model, nan, OPTIONS))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("NaN");
  }

  @Test
  void imagesOutsideCalibrationStayWithinTheTolerance() {
    Model model = RandomModels.builtIn("resnet18", SMALL, 4, 0.2, 3);
    PrivateProgram program = Compiler.compile(model, RandomModels.images(SMALL, 16, 1), OPTIONS);
    FixedPointExecutor executor = new FixedPointExecutor(program);
    float[][] fresh = RandomModels.images(SMALL, 16, 99);
    ClearResult floor = executor.run(fresh);
    Truncation shares = Truncation.simulated(1234);
    for (Truncation truncation : List.of(shares, shares.alsoOfKeptUnits())) {
      long[][] shared = executor.run(fresh, truncation).logits();
      assertThat(Logits.distance(floor.logits(), shared))
          .isPositive()
          .isLessThanOrEqualTo(program.plan().logitTolerance());
    }
  }
}
