// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import linnet.network.Site;
import org.bytedeco.pytorch.Tensor;

/**
 * Sees the activations around each ReLU site during a forward pass, in topological order. The
 * tensors belong to the caller's scope and stay part of the gradient graph.
 */
@FunctionalInterface
public interface SiteObserver {
  /** Sees nothing, and lets activations be freed as soon as nothing reads them. */
  SiteObserver NONE = (site, before, after) -> {};

  /**
   * Called once per site and forward pass.
   *
   * @param site the ReLU site
   * @param before the pre-activation z, {@code [N, C, H, W]}
   * @param after the masked ReLU's output a, {@code [N, C, H, W]}; never the same tensor object as
   *     {@code before}
   */
  void site(Site site, Tensor before, Tensor after);
}
