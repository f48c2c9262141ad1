// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A network that can be trained: its weights as libtorch tensors, its masks, and forward passes
 * that record gradients. Not for use by several threads at once. Close it to free its memory.
 */
public final class DifferentiableModel implements AutoCloseable {
  private final Network network;
  private final Execution execution;
  private final Parameters parameters;
  private final GraphRun graph;
  private final Map<String, SiteActivation> activations = new LinkedHashMap<>();
  private Masks masks;
  private @Nullable SoftMasks softMasks;

  /** Copies the weights of a model to where the execution runs. */
  public DifferentiableModel(Model model, Execution execution) {
    this.network = model.network();
    this.execution = execution;
    this.masks = model.masks();
    this.parameters = new Parameters(network, model.weights(), execution);
    this.graph = new GraphRun(network, execution, parameters, activations);
    network.sites().forEach(site -> activate(site, masks));
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

  /** The graph. */
  public Network network() {
    return network;
  }

  /** Where and in which precision it runs. */
  public Execution execution() {
    return execution;
  }

  /** The weights, their gradients and the running statistics. */
  public Parameters parameters() {
    return parameters;
  }

  /** The masks in force. */
  public Masks masks() {
    return masks;
  }

  /** Replaces the masks; sites whose mask did not change cost nothing. */
  public void setMasks(Masks replacement) {
    for (Site site : network.sites()) {
      if (!replacement.get(site.name()).equals(masks.get(site.name()))) {
        activate(site, replacement);
      }
    }
    masks = replacement;
  }

  /**
   * Runs with learned masks of real numbers instead of {@link #masks()}, which stay as they are and
   * hold again when the soft ones are lifted.
   *
   * @param soft of this network; the caller closes them, after lifting them or closing this model
   */
  public void setSoftMasks(SoftMasks soft) {
    if (!soft.equals(softMasks)) {
      softMasks = soft;
      network.sites().forEach(site -> activate(site, masks));
    }
  }

  /** Runs with {@link #masks()} again. */
  public void liftSoftMasks() {
    if (softMasks != null) {
      softMasks = null;
      network.sites().forEach(site -> activate(site, masks));
    }
  }

  /** A plain copy of the network with its present weights and masks. */
  public Model snapshot() {
    return new Model(network, parameters.snapshot(), masks);
  }

  /**
   * A batch of normalized images as this model reads them.
   *
   * @param pixels {@code [N, C, H, W]} in row-major order
   * @param count N
   */
  public Tensor images(float[] pixels, int count) {
    Shape shape = network.input();
    Tensor rows = Tensors.of(pixels, count, shape.channels(), shape.height(), shape.width());
    return Placement.of(execution).images(rows, execution.activations());
  }

  /** Class numbers {@code [N]} where this model's logits are. */
  public Tensor labels(int[] labels) {
    return Placement.of(execution).place(Tensors.of(labels));
  }

  /** The fp32 logits {@code [N, classes]} of images. */
  public Tensor forward(Tensor images, Mode mode) {
    return forward(images, mode, SiteObserver.NONE);
  }

  /** The fp32 logits {@code [N, classes]} of images, showing every site to the observer. */
  public Tensor forward(Tensor images, Mode mode, SiteObserver observer) {
    return graph.forward(images, mode, observer);
  }

  @Override
  public void close() {
    activations.values().forEach(SiteActivation::close);
    parameters.close();
  }
}
