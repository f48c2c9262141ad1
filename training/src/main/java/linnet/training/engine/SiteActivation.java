// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import linnet.network.Mask;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The masked ReLU of one site, {@code y = m * relu(z) + (1 - m) * z}, for a fixed mask or a learned
 * soft one ({@link SoftMasks}).
 *
 * <p>A mixed mask is one bound per unit, 0 where the ReLU stays and minus infinity where it does
 * not: the unit is open if z is above its bound, and {@code y = z * open}. With {@code open} made
 * outside the gradient graph this is as fast as a plain ReLU, forward and backward, and equals the
 * literal formula in value and gradient.
 */
final class SiteActivation implements AutoCloseable {
  private enum Form {
    ALL,
    NONE,
    MIXED,
    SOFT
  }

  private final Form form;
  private final Tensor bounds; // of a soft mask: its alphas, which are not ours

  SiteActivation(Mask mask, Execution execution) {
    int kept = mask.kept();
    this.form = kept == mask.shape().units() ? Form.ALL : kept == 0 ? Form.NONE : Form.MIXED;
    this.bounds = Scope.keep(() -> bounds(mask, execution));
  }

  private SiteActivation(Tensor alphas) {
    this.form = Form.SOFT;
    this.bounds = alphas;
  }

  /** With the alphas {@code [1, C, H, W]} of a soft mask, which the caller keeps and closes. */
  static SiteActivation soft(Tensor alphas) {
    return new SiteActivation(alphas);
  }

  private static Tensor bounds(Mask mask, Execution execution) {
    float[] values = mask.toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == 1 ? 0 : Float.NEGATIVE_INFINITY;
    }
    var shape = mask.shape();
    Tensor tensor = Tensors.of(values, 1, shape.channels(), shape.height(), shape.width());
    return Placement.of(execution)
        .place(tensor)
        .to(execution.activations())
        .contiguous(torch.MemoryFormat.ChannelsLast)
        .clone();
  }

  Tensor apply(Tensor z) {
    return switch (form) {
      case ALL -> z.relu();
      case NONE -> new Tensor(z);
      case MIXED -> z.mul(Scope.withoutGradients(() -> open(z)));
      case SOFT -> SoftMasks.apply(z, bounds);
    };
  }

  /** Written into a tensor of z's own type and layout: a tenth faster than comparing a copy. */
  private Tensor open(Tensor z) {
    return torch.gt_out(torch.empty_like(z), z, bounds);
  }

  @Override
  public void close() {
    if (form != Form.SOFT) {
      bounds.close();
    }
  }
}
