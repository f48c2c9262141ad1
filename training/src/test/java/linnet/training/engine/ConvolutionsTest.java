// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import linnet.network.Layer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every shape of convolution against fp64, which libtorch computes without oneDNN. */
class ConvolutionsTest {
  private static final int IMAGES = 3;

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void outputsAndGradientsOfAllShapesAreRight(Precision precision) {
    torch.ScalarType type = new Execution(precision, Device.CPU).activations();
    double tolerance = precision == Precision.FP32 ? 1e-5 : 1e-2;
    List<String> wrong = new ArrayList<>();
    Random random = new Random(7);
    for (Layer.Convolution layer : layers()) {
      Scope.run(() -> compare(layer, type, tolerance, random, wrong));
    }
    assertThat(wrong).isEmpty();
  }

  private static List<Layer.Convolution> layers() {
    List<Layer.Convolution> layers = new ArrayList<>();
    for (int in : new int[] {1, 2, 3, 4, 5, 7, 8, 12, 15, 16, 17, 20, 24, 31, 32, 33, 40, 64}) {
      for (int out : new int[] {1, 5, 8, in, 2 * in, in + 3}) {
        layers.add(new Layer.Convolution(in, out, 1, 1, 0, 1, false));
        layers.add(new Layer.Convolution(in, out, 1, 2, 0, 1, false));
        layers.add(new Layer.Convolution(in, out, 3, 1, 1, 1, true));
        layers.add(new Layer.Convolution(in, out, 3, 2, 1, 1, false));
      }
      layers.add(new Layer.Convolution(in, in, 3, 1, 1, in, false));
      layers.add(new Layer.Convolution(2 * in, 4 * in, 1, 2, 0, 2, false));
      layers.add(new Layer.Convolution(2 * in, 4 * in, 3, 2, 1, 2, false));
      layers.add(new Layer.Convolution(in, 16, 5, 1, 2, 1, true));
      layers.add(new Layer.Convolution(in, 16, 7, 2, 3, 1, false));
    }
    return layers;
  }

  private static void compare(
      Layer.Convolution layer,
      torch.ScalarType type,
      double tolerance,
      Random random,
      List<String> wrong) {
    int side = 8;
    int outSide = (side + 2 * layer.padding() - layer.kernel()) / layer.stride() + 1;
    Tensor in = gaussian(random, IMAGES, layer.inChannels(), side, side);
    Tensor weight =
        gaussian(
            random,
            layer.outChannels(),
            layer.inChannels() / layer.groups(),
            layer.kernel(),
            layer.kernel());
    Tensor bias = gaussian(random, layer.outChannels());
    Tensor outer = gaussian(random, IMAGES, layer.outChannels(), outSide, outSide);
    List<Tensor> actual = run(layer, in, weight, bias, outer, type);
    List<Tensor> expected = exact(layer, in, weight, bias, outer);
    for (int i = 0; i < actual.size(); i++) {
      double size = Tensors.toDouble(expected.get(i).norm());
      double error =
          Tensors.toDouble(actual.get(i).to(torch.ScalarType.Double).sub(expected.get(i)).norm());
      if (!(error <= tolerance * size)) {
        wrong.add(
            "%s: %s off by %.2g"
                .formatted(
                    layer,
                    List.of("output", "gradient of input", "gradient of weight").get(i),
                    error / size));
      }
    }
  }

  private static Tensor gaussian(Random random, long... shape) {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    float[] values = new float[Math.toIntExact(size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Tensors.of(values, shape);
  }

  /** Output, gradient of the input, gradient of the weight, through the code under test. */
  private static List<Tensor> run(
      Layer.Convolution layer,
      Tensor in,
      Tensor weight,
      Tensor bias,
      Tensor outer,
      torch.ScalarType type) {
    Tensor input = leaf(in.contiguous(torch.MemoryFormat.ChannelsLast));
    Tensor kernel = leaf(weight);
    Tensor out =
        Convolutions.convolve(
            layer, input, kernel, layer.bias() ? new TensorOptional(bias) : none(), type);
    return gradients(out, outer.to(type), input, kernel);
  }

  private static List<Tensor> exact(
      Layer.Convolution layer, Tensor in, Tensor weight, Tensor bias, Tensor outer) {
    Tensor input = leaf(in.to(torch.ScalarType.Double));
    Tensor kernel = leaf(weight.to(torch.ScalarType.Double));
    Tensor out =
        torch.conv2d(
            input,
            kernel,
            layer.bias() ? new TensorOptional(bias.to(torch.ScalarType.Double)) : none(),
            new long[] {layer.stride(), layer.stride()},
            new long[] {layer.padding(), layer.padding()},
            new long[] {1, 1},
            layer.groups());
    return gradients(out, outer.to(torch.ScalarType.Double), input, kernel);
  }

  private static TensorOptional none() {
    return new TensorOptional();
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().clone().set_requires_grad(true);
  }

  private static List<Tensor> gradients(Tensor out, Tensor outer, Tensor input, Tensor kernel) {
    out.backward(outer, new BoolOptional(false), false, new TensorArrayRefOptional());
    return List.of(out.detach(), input.grad(), kernel.grad());
  }
}
