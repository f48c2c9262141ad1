// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Moves tensors to the device of an execution. */
record Placement(boolean cuda) {
  static Placement of(Execution execution) {
    return new Placement(execution.device() == Device.CUDA);
  }

  Tensor place(Tensor tensor) {
    return cuda ? tensor.cuda() : tensor;
  }

  /** A copy of images in channels-last layout and in the type of activations. */
  Tensor images(Tensor images, torch.ScalarType type) {
    return place(images).to(type).contiguous(torch.MemoryFormat.ChannelsLast);
  }
}
