// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TensorsTest {
  private static final int IMAGES = 5;
  private static final int CHANNELS = 3;
  private static final int HEIGHT = 4;
  private static final int WIDTH = 2;
  private static final int UNITS = CHANNELS * HEIGHT * WIDTH;

  /** How the same numbers may lie in memory. */
  enum Layout {
    CHANNELS_FIRST {
      @Override
      Tensor of(Tensor tensor) {
        return tensor;
      }
    },
    CHANNELS_LAST {
      @Override
      Tensor of(Tensor tensor) {
        return tensor.contiguous(torch.MemoryFormat.ChannelsLast);
      }
    },
    BFLOAT16 {
      @Override
      Tensor of(Tensor tensor) {
        return CHANNELS_LAST.of(tensor).to(torch.ScalarType.BFloat16);
      }
    };

    abstract Tensor of(Tensor tensor);
  }

  private final float[] values = new float[IMAGES * UNITS];

  TensorsTest() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(-128, 128) / 64f; // the same in bfloat16
    }
    values[0] = 0;
    values[1] = -0f;
  }

  private Tensor tensor(Layout layout) {
    return layout.of(Tensors.of(values, IMAGES, CHANNELS, HEIGHT, WIDTH));
  }

  @ParameterizedTest
  @EnumSource
  void imagesAreAddedUpUnitByUnitWhateverTheLayout(Layout layout) {
    Scope.run(
        () -> {
          Tensor sum = Tensors.sumOverImages(tensor(layout));
          Tensor mean = Tensors.meanOverImages(tensor(layout));
          assertThat(sum.sizes().vec().get()).containsExactly(CHANNELS, HEIGHT, WIDTH);
          assertThat(mean.sizes().vec().get()).containsExactly(CHANNELS, HEIGHT, WIDTH);
          float[] sums = Tensors.toFloats(sum);
          float[] means = Tensors.toFloats(mean);
          for (int unit = 0; unit < UNITS; unit++) {
            float expected = 0;
            for (int image = 0; image < IMAGES; image++) {
              expected += values[image * UNITS + unit];
            }
            assertThat(sums[unit]).isEqualTo(expected); // sums of a few 64ths are exact
            assertThat(means[unit]).isCloseTo(expected / IMAGES, within(1e-6f));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void channelsAreAddedUpImageByImageWhateverTheLayout(Layout layout) {
    Scope.run(
        () -> {
          Tensor sum = Tensors.sumOverPlane(tensor(layout));
          assertThat(sum.sizes().vec().get()).containsExactly(IMAGES, CHANNELS);
          float[] expected = new float[IMAGES * CHANNELS];
          for (int i = 0; i < values.length; i++) {
            expected[i / (HEIGHT * WIDTH)] += values[i];
          }
          assertThat(Tensors.toFloats(sum)).containsExactly(expected); // sums of 64ths are exact
        });
  }

  @ParameterizedTest
  @EnumSource
  void zerosOfEitherSignAreNotNegative(Layout layout) {
    Scope.run(
        () -> {
          Tensor negative = Tensors.whereNegative(tensor(layout));
          float[] expected = new float[values.length];
          for (int i = 0; i < values.length; i++) {
            expected[i] = values[i] < 0 ? 1 : 0;
          }
          assertThat(negative.scalar_type().value).isEqualTo(tensor(layout).scalar_type().value);
          assertThat(Tensors.toFloats(negative)).containsExactly(expected);
        });
  }
}
