// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.HashMap;
import java.util.Map;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Mode;
import linnet.training.engine.SiteObserver;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What one forward pass showed. The tensors live as long as the caller's scope.
 *
 * @param logits {@code [N, classes]}
 * @param before pre-activations z {@code [N, C, H, W]} by site; empty if the pass was not observed
 * @param after outputs of the masked ReLUs {@code [N, C, H, W]} by site; likewise
 */
public record Pass(Tensor logits, Map<String, Tensor> before, Map<String, Tensor> after) {

  /** Runs a model and keeps the activations around every site. */
  public static Pass observed(DifferentiableModel model, Tensor images, Mode mode) {
    Map<String, Tensor> before = new HashMap<>();
    Map<String, Tensor> after = new HashMap<>();
    SiteObserver keep =
        (site, z, a) -> {
          before.put(site.name(), z);
          after.put(site.name(), a);
        };
    return new Pass(model.forward(images, mode, keep), before, after);
  }

  /** Runs a model and keeps only its logits, which needs less memory. */
  public static Pass unobserved(DifferentiableModel model, Tensor images, Mode mode) {
    return new Pass(model.forward(images, mode), Map.of(), Map.of());
  }

  /** The same for the model at one of its widths. */
  public static Pass unobserved(DifferentiableModel model, Tensor images, Mode mode, double width) {
    return new Pass(model.forward(images, mode, SiteObserver.NONE, width), Map.of(), Map.of());
  }

  /** The pre-activation of a site. */
  public Tensor before(String site) {
    return seen(before, site);
  }

  /** The output of a site. */
  public Tensor after(String site) {
    return seen(after, site);
  }

  /**
   * What the backward pass has shown of each unit's gate m in {@code a = m relu(z) + (1 - m) z}:
   * {@code -dL/dm = dL/da min(z, 0)} for every image, {@code [N, C, H, W]} in the activations' own
   * type. The outputs' gradients have to be retained.
   */
  public Tensor negatedGateGradients(String site) {
    Tensor z = before(site).detach();
    return after(site).grad().mul(z.clamp_max(new Scalar(0.0)));
  }

  private static Tensor seen(Map<String, Tensor> activations, String site) {
    Tensor tensor = activations.get(site);
    if (tensor == null) {
      throw new IllegalStateException("the pass did not observe " + site);
    }
    return tensor;
  }
}
