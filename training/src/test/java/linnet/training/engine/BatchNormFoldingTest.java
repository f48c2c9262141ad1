// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import linnet.network.Layer;
import linnet.network.Model;
import linnet.network.Shape;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchNormFoldingTest {
  private static long norms(Model model) {
    return model.network().nodes().stream()
        .filter(node -> node.layer() instanceof Layer.BatchNorm)
        .count();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theFunctionAndItsSitesStayTheSame(long seed) {
    Model model = RandomModels.next(seed);
    Model folded = BatchNormFolding.of(model);
    float[] images = new float[2 * model.network().input().units()];
    Random random = new Random(seed);
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    double[] expected = NaiveForward.logits(model, images, 2, Mode.EVAL);
    double[] actual = NaiveForward.logits(folded, images, 2, Mode.EVAL);
    assertThat(actual).containsExactly(expected, within(1e-4));
    assertThat(folded.network().sites()).isEqualTo(model.network().sites());
    assertThat(norms(folded)).isLessThan(norms(model));
  }

  @ParameterizedTest
  @CsvSource({"resnet18, 0", "vgg16, 0", "wrn22x8, 21"})
  void onlyNormsThatFollowNoConvolutionRemain(String name, int remaining) {
    var network = Networks.byName(name, NetworkOptions.of(new Shape(3, 32, 32), 10, 2));
    Model model =
        new Model(
            network, linnet.network.Weights.random(network, 1), linnet.network.Masks.all(network));
    assertThat(norms(BatchNormFolding.of(model))).isLessThanOrEqualTo(remaining);
  }
}
