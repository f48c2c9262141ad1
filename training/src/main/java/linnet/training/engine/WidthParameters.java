// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Network;
import org.bytedeco.pytorch.Tensor;

/**
 * The tensors that a pass at one width reads, under the names of {@link Network#at}: the first
 * channels of the weights, as leaves of the gradient graph whose values and gradients are views of
 * the full ones, so that gradients of all widths add up in place; and the width's own batch norms.
 */
final class WidthParameters implements AutoCloseable {
  private final Parameters all;
  private final Map<String, String> sources;
  private final Map<String, Tensor> slices = new LinkedHashMap<>();

  WidthParameters(Network network, double width, Parameters all) {
    this.all = all;
    this.sources = network.tensorsAt(width);
    network
        .at(width)
        .parameterShapes()
        .forEach(
            (name, shape) -> {
              String source = source(name);
              if (all.names().contains(source) && !all.hasShape(source, shape)) {
                slices.put(name, all.slice(source, shape));
              }
            });
  }

  /** A trained tensor, the leaf of the gradient graph. */
  Tensor value(String name) {
    Tensor slice = slices.get(name);
    return slice == null ? all.value(source(name)) : slice;
  }

  /** A running mean or variance. */
  Tensor statistic(String name) {
    return all.statistic(source(name));
  }

  private String source(String name) {
    String source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("no tensor is called " + name);
    }
    return source;
  }

  @Override
  public void close() {
    slices.values().forEach(Tensor::close);
  }
}
