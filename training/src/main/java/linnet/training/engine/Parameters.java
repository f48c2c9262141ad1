// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import linnet.network.Network;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The fp32 master weights of a model: trained ones and their gradients as views of two flat
 * buffers, and the running statistics of batch normalization.
 */
public final class Parameters implements AutoCloseable {
  private final Map<String, int[]> shapes;
  private final FlatTensor values;
  private final FlatTensor gradients;
  private final FlatTensor statistics;
  private final Map<String, Tensor> leaves = new LinkedHashMap<>();
  private @Nullable FlatTensor restriction;
  private final Execution execution;

  Parameters(Network network, Weights weights, Execution execution) {
    this.execution = execution;
    this.shapes = network.parameterShapes();
    this.values = new FlatTensor(shapesWhere(false), execution);
    this.gradients = new FlatTensor(shapesWhere(false), execution);
    this.statistics = new FlatTensor(shapesWhere(true), execution);
    for (String name : values.names()) {
      leaves.put(name, leaf(values.get(name), gradients.get(name)));
    }
    load(weights);
  }

  private Map<String, int[]> shapesWhere(boolean running) {
    Map<String, int[]> result = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          if (name.contains(".running_") == running) {
            result.put(name, shape);
          }
        });
    return result;
  }

  /** A leaf of the gradient graph on a value's memory, whose gradients arrive in the other. */
  static Tensor leaf(Tensor value, Tensor gradient) {
    Tensor leaf = Scope.keep(() -> value.detach().set_requires_grad(true));
    Scope.run(() -> leaf.mutable_grad().put(gradient));
    return leaf;
  }

  /** The leading part of a trained tensor; gradients land in that part of the tensor's. */
  Tensor first(String name, int[] part) {
    Tensor view = value(name);
    for (int dimension = 0; dimension < part.length; dimension++) {
      if (view.size(dimension) != part[dimension]) {
        view = view.narrow(dimension, 0, part[dimension]);
      }
    }
    return view;
  }

  /** Names of the trained tensors, in the network's order. */
  public Set<String> names() {
    return values.names();
  }

  /** All trained values in one vector; changing it changes the model. */
  public Tensor values() {
    return values.buffer();
  }

  /** The gradients in the order of {@link #values()}, accumulated since they were cleared. */
  public Tensor gradients() {
    return gradients.buffer();
  }

  /** A trained tensor, the leaf of the gradient graph. */
  public Tensor value(String name) {
    Tensor leaf = leaves.get(name);
    if (leaf == null) {
      throw new IllegalArgumentException("no trained parameter is called " + name);
    }
    return leaf;
  }

  /** The gradient of a trained tensor. */
  public Tensor gradient(String name) {
    return gradients.get(name);
  }

  /** All running means and variances in one vector; changing it changes the model. */
  public Tensor statistics() {
    return statistics.buffer();
  }

  /** A running mean or variance. */
  public Tensor statistic(String name) {
    return statistics.get(name);
  }

  /** Sets all gradients to zero, as before a backward pass. */
  public void clearGradients() {
    Scope.run(() -> gradients.buffer().zero_());
  }

  /**
   * Holds weights at zero from now on (sparse learning): those of the named tensors whose bit, in
   * row-major order, is not set. Tensors that are not named stay dense.
   *
   * @param kept tensor name to the weights that may differ from zero
   */
  public void restrict(Map<String, BitSet> kept) {
    liftRestriction();
    FlatTensor mask = new FlatTensor(shapesWhere(false), execution);
    Scope.run(() -> mask.buffer().fill_(new org.bytedeco.pytorch.Scalar(1.0)));
    kept.forEach(
        (name, bits) -> {
          int size = Math.toIntExact(value(name).numel());
          mask.set(name, Scope.call(() -> Tensors.toFloats(Tensors.of(bits, size))));
        });
    restriction = mask;
    applyRestriction();
  }

  /** Makes all weights dense again. */
  public void liftRestriction() {
    if (restriction != null) {
      restriction.close();
      restriction = null;
    }
  }

  /** Sets the weights that {@link #restrict} excludes to zero; the optimizer does so each step. */
  public void applyRestriction() {
    applyRestriction(values.buffer());
  }

  void applyRestriction(Tensor flat) {
    FlatTensor mask = restriction;
    if (mask != null) {
      Scope.run(() -> flat.mul_(mask.buffer()));
    }
  }

  /** Overwrites all weights and statistics. */
  public void load(Weights weights) {
    values.names().forEach(name -> values.set(name, weights.get(name).values()));
    statistics.names().forEach(name -> statistics.set(name, weights.get(name).values()));
  }

  /** A copy of all weights and statistics. */
  public Weights snapshot() {
    return snapshotOf(values);
  }

  private Weights snapshotOf(FlatTensor trained) {
    Map<String, WeightTensor> result = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          Tensor source = trained.names().contains(name) ? trained.get(name) : statistic(name);
          result.put(name, new WeightTensor(shape, Tensors.toFloats(source)));
        });
    return Weights.of(result);
  }

  /** Zeros with the layout of the trained values, for an optimizer's state. */
  FlatTensor zeros() {
    return new FlatTensor(shapesWhere(false), execution);
  }

  @Override
  public void close() {
    liftRestriction();
    leaves.values().forEach(Tensor::close);
    values.close();
    gradients.close();
    statistics.close();
  }
}
