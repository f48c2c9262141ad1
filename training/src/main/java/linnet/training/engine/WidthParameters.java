// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.Map;
import linnet.network.Network;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors that a pass at one width reads, under the names of {@link Network#at}: the first
 * channels of the weights, as views in the gradient graph, so that gradients of all widths add up
 * in the full ones; and the width's own batch norms.
 */
final class WidthParameters {
  private final Parameters all;
  private final Map<String, String> sources;
  private final Map<String, int[]> shapes;

  WidthParameters(Network network, double width, Parameters all) {
    this.all = all;
    this.sources = network.tensorsAt(width);
    this.shapes = network.at(width).parameterShapes();
  }

  /** A trained tensor; it belongs to the caller's scope. */
  Tensor value(String name) {
    return all.first(known(sources, name), known(shapes, name));
  }

  /** A running mean or variance. */
  Tensor statistic(String name) {
    return all.statistic(known(sources, name));
  }

  private static <T> T known(Map<String, T> byName, String name) {
    T found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no tensor is called " + name);
    }
    return found;
  }
}
