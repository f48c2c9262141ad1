// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import linnet.linearization.Pass;
import linnet.linearization.Renewal;
import linnet.linearization.relupruner.ReluPrunerOptions.Ramp;
import linnet.network.Layer;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TaylorImportanceTest {
  private static final int IMAGES = 3;
  private static final int UNITS = 8;
  private static final Network NETWORK =
      new Network(
          "two-sites",
          new Shape(2, 2, 2),
          List.of(
              new Node("first", new Layer.Relu(), List.of(Network.INPUT)),
              new Node("norm", new Layer.BatchNorm(2, 1e-5), List.of("first")),
              new Node("second", new Layer.Relu(), List.of("norm")),
              new Node("flat", new Layer.Flatten(), List.of("second"))));
  private static final List<String> SITES = List.of("first", "second");

  private static ReluPrunerOptions options(ImportanceForm form, LayerWeights weights) {
    return new ReluPrunerOptions(
        form, weights, 0, 0.6, Ramp.COSINE, 1.5, new Renewal(1, 1), 1, 2, 0.5, 0.75, false);
  }

  /** Inputs of a site and gradients of its outputs for one batch, {@code [N][units]}. */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record Sample(float[][] z, float[][] gradient) {
    static Sample of(int batch, String site) {
      Random random = new Random(batch * 31L + site.hashCode());
      return new Sample(gaussian(random), gaussian(random));
    }

    private static float[][] gaussian(Random random) {
      float[][] rows = new float[IMAGES][UNITS];
      for (float[] row : rows) {
        for (int i = 0; i < UNITS; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
      return rows;
    }
  }

  private static Tensor tensor(float[][] rows) {
    float[] flat = new float[IMAGES * UNITS];
    for (int n = 0; n < IMAGES; n++) {
      System.arraycopy(rows[n], 0, flat, n * UNITS, UNITS);
    }
    return Tensors.of(flat, IMAGES, 2, 2, 2);
  }

  private static void add(TaylorImportance importance, int batch) {
    add(importance, batch, torch.ScalarType.Float);
  }

  private static void add(TaylorImportance importance, int batch, torch.ScalarType type) {
    Scope.run(
        () -> {
          Map<String, Tensor> before = new HashMap<>();
          Map<String, Tensor> after = new HashMap<>();
          for (String site : SITES) {
            Sample sample = Sample.of(batch, site);
            before.put(site, tensor(sample.z).to(type));
            after.put(site, output(tensor(sample.gradient).to(type)));
          }
          importance.add(new Pass(tensor(Sample.of(batch, "first").z), before, after), IMAGES);
        });
  }

  /** An output whose gradient is this. */
  private static Tensor output(Tensor gradient) {
    Tensor output = gradient.clone().set_requires_grad(true);
    output.mul(gradient).sum().backward();
    return output;
  }

  /** The definition over plain arrays, batch after batch. */
  private static double[][] byDefinition(ImportanceForm form, LayerWeights layers, int batches) {
    double[][] units = new double[2][UNITS];
    double[][] curvature = new double[2][UNITS];
    double[] norms = new double[2];
    double[] squares = new double[2];
    for (int batch = 1; batch <= batches; batch++) {
      for (int l = 0; l < 2; l++) {
        Sample now = Sample.of(batch, SITES.get(l));
        double scale = form == ImportanceForm.PAPER ? IMAGES : 1;
        double keep = batch == 1 ? 0 : 0.5;
        double keepCurvature = batch == 1 ? 0 : 0.75;
        double norm = 0;
        double square = 0;
        for (float[] row : now.gradient) {
          double sum = 0;
          for (float g : row) {
            sum += g * scale * g * scale;
          }
          norm += Math.sqrt(sum) / IMAGES;
          square += sum / (IMAGES * UNITS);
        }
        norms[l] = keep * norms[l] + (1 - keep) * norm;
        squares[l] = keep * squares[l] + (1 - keep) * square;
        for (int i = 0; i < UNITS; i++) {
          double meanSquare = 0;
          double first = 0;
          double moved = 0;
          for (int n = 0; n < IMAGES; n++) {
            double g = now.gradient[n][i] * scale;
            double z = now.z[n][i];
            double change = form == ImportanceForm.PAPER ? Math.max(z, 0) - z : z;
            meanSquare += g * g / IMAGES;
            first += Math.abs(g * change) / IMAGES;
            moved += change * change / IMAGES;
          }
          curvature[l][i] = keepCurvature * curvature[l][i] + (1 - keepCurvature) * meanSquare;
          double negative = negative(SITES.get(l), i, batch);
          double unit =
              form == ImportanceForm.PAPER
                  ? (first + curvature[l][i] * moved) * negative
                  : first * negative + 0.5 * curvature[l][i] * moved;
          units[l][i] = keep * units[l][i] + (1 - keep) * unit;
        }
      }
    }
    double[] weights = weights(layers, norms, squares);
    for (int l = 0; l < 2; l++) {
      for (int i = 0; i < UNITS; i++) {
        units[l][i] *= weights[l];
      }
    }
    return units;
  }

  private static double[] weights(LayerWeights layers, double[] norms, double[] squares) {
    double first = norms[0] * Math.sqrt(squares[0] + 1e-8);
    double second = norms[1] * Math.sqrt(squares[1] + 1e-8);
    if (layers == LayerWeights.RAW) {
      return new double[] {first, second};
    }
    return first < 1.2 * second ? new double[] {0.1, 1.1} : new double[] {1.1, 0.1};
  }

  /** The share of negative inputs in the last two batches. */
  private static double negative(String site, int unit, int batch) {
    int count = 0;
    int seen = 0;
    for (int b = Math.max(1, batch - 1); b <= batch; b++) {
      for (float[] row : Sample.of(b, site).z) {
        count += row[unit] < 0 ? 1 : 0;
        seen++;
      }
    }
    return (double) count / seen;
  }

  private static void assertScores(
      TaylorImportance importance, double[][] expected, double tolerance) {
    Map<String, float[]> scores = importance.scores();
    for (int l = 0; l < 2; l++) {
      float[] own = Objects.requireNonNull(scores.get(SITES.get(l)));
      for (int i = 0; i < UNITS; i++) {
        assertThat((double) own[i])
            .as("%s %d", SITES.get(l), i)
            .isCloseTo(expected[l][i], within(1e-6 + tolerance * expected[l][i]));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PAPER, RAW", "PAPER, BOUNDED", "RELEASED, RAW", "RELEASED, BOUNDED"})
  void scoresAreTheDefinitionOverPlainArrays(ImportanceForm form, LayerWeights layers) {
    try (TaylorImportance importance = new TaylorImportance(NETWORK, options(form, layers))) {
      for (int batch = 1; batch <= 4; batch++) {
        add(importance, batch);
        assertScores(importance, byDefinition(form, layers, batch), 1e-4);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void scoresOfActivationsInBfloat16AreTheSameUpToTheirRounding(ImportanceForm form) {
    try (TaylorImportance importance =
        new TaylorImportance(NETWORK, options(form, LayerWeights.RAW))) {
      add(importance, 1, torch.ScalarType.BFloat16);
      assertScores(importance, byDefinition(form, LayerWeights.RAW, 1), 0.03);
    }
  }

  @ParameterizedTest
  @CsvSource({"PAPER, RAW", "PAPER, BOUNDED", "RELEASED, RAW", "RELEASED, BOUNDED"})
  void aRestoredOneGoesOnBitForBit(ImportanceForm form, LayerWeights layers) {
    try (TaylorImportance whole = new TaylorImportance(NETWORK, options(form, layers));
        TaylorImportance before = new TaylorImportance(NETWORK, options(form, layers));
        TaylorImportance after = new TaylorImportance(NETWORK, options(form, layers))) {
      for (int batch = 1; batch <= 3; batch++) {
        add(whole, batch);
        add(before, batch);
      }
      after.restore(before.save());
      add(whole, 4);
      add(after, 4);
      whole
          .scores()
          .forEach((site, scores) -> assertThat(after.scores().get(site)).containsExactly(scores));
    }
  }
}
