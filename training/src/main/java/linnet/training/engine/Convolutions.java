// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import linnet.network.Layer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch's convolutions, asked for so that they are right on every processor. On some machines
 * (seen on virtual ones that hide the sizes of their caches, with AVX2 as with AVX-512), those of
 * oneDNN are wrong where channels leave a vector partly filled:
 *
 * <ul>
 *   <li>strided 1x1: output 15 to 40 % off; the weight gradient writes beyond its memory, which
 *       ends in wrong gradients, endless loops or crashes;
 *   <li>bfloat16: gradient of the input with an odd number of output channels, and all results with
 *       a single input channel;
 *   <li>a single input channel a group: gradient of the input, and the output of groups.
 * </ul>
 *
 * Networks of color images whose channels are multiples of 16 take libtorch's plain way.
 */
final class Convolutions {
  private static final int WIDEST_LANES = 16; // floats of an AVX-512 register

  private Convolutions() {}

  /**
   * The convolution of a layer.
   *
   * @param in {@code [N, inChannels, H, W]}, of any type
   * @param weight {@code [outChannels, inChannels / groups, kernel, kernel]}, fp32
   * @param bias {@code [outChannels]}, fp32, or empty
   * @param type of the result, and of the arithmetic where that is right
   */
  static Tensor convolve(
      Layer.Convolution layer,
      Tensor in,
      Tensor weight,
      TensorOptional bias,
      torch.ScalarType type) {
    torch.ScalarType arithmetic = arithmetic(layer, in, weight, type);
    boolean thin = mustThin(layer, weight);
    Tensor map = thin ? thinned(in, layer.stride()) : in;
    long stride = thin ? 1 : layer.stride();
    return torch
        .conv2d(
            map.to(arithmetic),
            weight.to(arithmetic),
            bias.has_value() ? new TensorOptional(bias.get().to(arithmetic)) : bias,
            new long[] {stride, stride},
            new long[] {layer.padding(), layer.padding()},
            new long[] {1, 1},
            layer.groups())
        .to(type);
  }

  /** The given type, or the first wider one in which the machines above are right. */
  private static torch.ScalarType arithmetic(
      Layer.Convolution layer, Tensor in, Tensor weight, torch.ScalarType type) {
    if (weight.is_cuda()) {
      return type;
    }
    boolean single = weight.size(1) == 1;
    if (single && (layer.groups() > 1 || in.requires_grad())) {
      return torch.ScalarType.Double;
    }
    boolean odd = weight.size(0) % 2 != 0;
    return single || odd ? torch.ScalarType.Float : type;
  }

  private static boolean mustThin(Layer.Convolution layer, Tensor weight) {
    return layer.kernel() == 1
        && layer.padding() == 0
        && layer.stride() > 1
        && (weight.size(0) % WIDEST_LANES != 0 || weight.size(1) % WIDEST_LANES != 0)
        && !weight.is_cuda();
  }

  /** Every stride-th row and column. */
  private static Tensor thinned(Tensor in, int stride) {
    LongOptional start = new LongOptional(0);
    LongOptional end = new LongOptional();
    return in.slice(2, start, end, stride)
        .slice(3, start, end, stride)
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
