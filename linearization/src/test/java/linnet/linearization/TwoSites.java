// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.List;
import java.util.Map;
import linnet.network.Layer;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Shape;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * A network small enough for numbers by hand: the site {@code first} of shape [2, 1, 2] (two
 * channels of two units), its means over channels, and the site {@code second} of shape [2, 1, 1].
 */
public final class TwoSites {
  /** The network. */
  public static final Network NETWORK =
      new Network(
          "two-sites",
          new Shape(2, 1, 2),
          List.of(
              new Node("first", new Layer.Relu(), List.of(Network.INPUT)),
              new Node("pool", new Layer.GlobalAveragePool(), List.of("first")),
              new Node("second", new Layer.Relu(), List.of("pool")),
              new Node("flat", new Layer.Flatten(), List.of("second"))));

  /** Pre-activations of two images at the first site. */
  private static final float[] FIRST = {-1, 2, -3, 1, /* second image */ -1, -2, 1, 1};

  private static final float[] FIRST_GRADIENTS = {1, 1, -1, 1, /* second image */ 1, 2, 1, 1};
  private static final float[] SECOND = {1, -1, /* second image */ -1, -1};
  private static final float[] SECOND_GRADIENTS = {2, 2, 2, 2};

  private TwoSites() {}

  /** A pass of two images whose outputs have gradients; call it within a scope. */
  public static Pass pass() {
    return pass(FIRST, FIRST_GRADIENTS);
  }

  /** The same pass with other values at the first site. */
  public static Pass pass(float[] first, float[] firstGradients) {
    Tensor z = Tensors.of(first, 2, 2, 1, 2);
    Tensor small = Tensors.of(SECOND, 2, 2, 1, 1);
    return new Pass(
        z,
        Map.of("first", z, "second", small),
        Map.of(
            "first", output(z, firstGradients),
            "second", output(small, SECOND_GRADIENTS)));
  }

  private static Tensor output(Tensor z, float[] gradients) {
    Tensor a = z.relu().set_requires_grad(true);
    a.mul(Tensors.of(gradients, a.sizes().vec().get())).sum().backward();
    return a;
  }

  /** Masks of these units. */
  public static Masks masks(int[] first, int[] second) {
    return Masks.forEach(
        NETWORK, site -> Mask.of(site.shape(), site.name().equals("first") ? first : second));
  }
}
