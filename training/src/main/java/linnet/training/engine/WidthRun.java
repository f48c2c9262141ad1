// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** A network at one of its widths: the masks of its sites and the order of its layers. */
final class WidthRun implements AutoCloseable {
  private final Network slice;
  private final Execution execution;
  private final Map<String, SiteActivation> activations = new LinkedHashMap<>();
  private final GraphRun graph;
  private Masks masks;
  private @Nullable SoftMasks softMasks;

  /**
   * Prepares to run at a width.
   *
   * @param network of all widths
   * @param full masks of the full width
   */
  WidthRun(Network network, double width, Masks full, Parameters all, Execution execution) {
    this.slice = network.at(width);
    this.execution = execution;
    this.masks = full.at(slice);
    this.graph =
        new GraphRun(slice, execution, new WidthParameters(network, width, all), activations);
    slice.sites().forEach(site -> activate(site, masks));
  }

  private void activate(Site site, Masks source) {
    SiteActivation activation =
        softMasks == null
            ? new SiteActivation(source.get(site.name()), execution)
            : SiteActivation.soft(softMasks.get(site.name()));
    SiteActivation old = activations.put(site.name(), activation);
    if (old != null) {
      old.close();
    }
  }

  /** Takes its part of other masks; sites whose mask did not change cost nothing. */
  void setMasks(Masks full) {
    Masks replacement = full.at(slice);
    for (Site site : slice.sites()) {
      if (!replacement.get(site.name()).equals(masks.get(site.name()))) {
        activate(site, replacement);
      }
    }
    masks = replacement;
  }

  /** Runs with learned masks of the full width, or with plain ones again. */
  void setSoftMasks(@Nullable SoftMasks soft) {
    softMasks = soft;
    slice.sites().forEach(site -> activate(site, masks));
  }

  Tensor forward(Tensor images, Mode mode, SiteObserver observer) {
    return graph.forward(images, mode, observer);
  }

  @Override
  public void close() {
    activations.values().forEach(SiteActivation::close);
  }
}
