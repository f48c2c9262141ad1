// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Masks of real numbers that are learned: one alpha per unit, in {@code y = alpha * relu(z) + (1 -
 * alpha) * z}. All alphas are fp32 views of one flat buffer and leaves of the gradient graph, so an
 * optimizer handles them at once. Given to a model by {@link DifferentiableModel#setSoftMasks}.
 */
public final class SoftMasks implements AutoCloseable {
  private final FlatTensor values;
  private final FlatTensor gradients;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();

  /** Every alpha is 1: the network is as if all its units were ReLUs. */
  public SoftMasks(Network network, Execution execution) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      Shape s = site.shape();
      shapes.put(site.name(), new int[] {1, s.channels(), s.height(), s.width()});
    }
    values = new FlatTensor(shapes, execution);
    gradients = new FlatTensor(shapes, execution);
    Scope.run(() -> values.buffer().fill_(new Scalar(1.0)));
    for (String site : shapes.keySet()) {
      leaves.put(site, Parameters.leaf(values.get(site), gradients.get(site)));
    }
  }

  /** The alphas of a site, {@code [1, C, H, W]}, a leaf of the gradient graph. */
  public Tensor get(String site) {
    Tensor leaf = leaves.get(site);
    if (leaf == null) {
      throw new IllegalArgumentException("no site is called " + site);
    }
    return leaf;
  }

  /** All alphas in one vector; changing it changes the model that uses them. */
  public Tensor values() {
    return values.buffer();
  }

  /** The gradients in the order of {@link #values()}, accumulated since they were cleared. */
  public Tensor gradients() {
    return gradients.buffer();
  }

  /** The gradient of one site's alphas, {@code [1, C, H, W]}. */
  public Tensor gradient(String site) {
    return gradients.get(site);
  }

  /** Sets all gradients to zero, as before a backward pass. */
  public void clearGradients() {
    Scope.run(() -> gradients.buffer().zero_());
  }

  /** A copy of the alphas by site, in {@code [C, H, W]} order. */
  public Map<String, float[]> toFloats() {
    Map<String, float[]> result = new LinkedHashMap<>();
    leaves.forEach((site, leaf) -> result.put(site, Tensors.toFloats(leaf)));
    return result;
  }

  /**
   * The masked ReLU with real masks: {@code z} above zero and {@code (1 - alpha) * z} below, a
   * leaky ReLU with one slope a unit. As a product of z and its slopes it is faster than libtorch's
   * own leaky ReLU ({@code prelu}), whose gradients are slow.
   *
   * @param z {@code [N, C, H, W]}
   * @param alpha {@code [1, C, H, W]}
   */
  static Tensor apply(Tensor z, Tensor alpha) {
    Tensor rows = Tensors.rows(z);
    Tensor below = Tensors.whereNegative(rows);
    Tensor above = Scope.withoutGradients(() -> below.neg().add_(new Scalar(1.0)));
    // In fp32 until here: next to 1, alphas in bfloat16 are 1/256 apart, slopes are not.
    Tensor slopes = Tensors.rows(Tensors.times(alpha, -1).add(new Scalar(1.0))).to(z.scalar_type());
    return rows.mul(below.mul(slopes).add(above))
        .view(z.size(0), z.size(2), z.size(3), z.size(1))
        .permute(0, 3, 1, 2);
  }

  @Override
  public void close() {
    leaves.values().forEach(Tensor::close);
    values.close();
    gradients.close();
  }
}
