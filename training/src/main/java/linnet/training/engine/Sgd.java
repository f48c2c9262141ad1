// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

import org.bytedeco.pytorch.Tensor;

/**
 * Stochastic gradient descent with Nesterov momentum and weight decay on all parameters (Sutskever
 * et al. 2013, in the form that PyTorch made common): {@code g += decay * w; v = momentum * v + g;
 * w -= rate * (g + momentum * v)}.
 */
public final class Sgd implements AutoCloseable {
  private final Parameters parameters;
  private final double momentum;
  private final double weightDecay;
  private final FlatTensor velocity;

  /**
   * Starts at rest.
   *
   * @param momentum in [0, 1), usually 0.9
   * @param weightDecay at least 0, usually 5e-4
   */
  public Sgd(Parameters parameters, double momentum, double weightDecay) {
    if (!(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException(
          "momentum %s, weight decay %s".formatted(momentum, weightDecay));
    }
    this.parameters = parameters;
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    this.velocity = parameters.zeros();
  }

  /** Changes the parameters along their gradients, which are used up, and clears them. */
  public void step(double rate) {
    Scope.run(() -> Scope.withoutGradients(() -> descend(rate)));
    parameters.applyRestriction();
    parameters.applyRestriction(velocity.buffer());
    parameters.clearGradients();
  }

  private Tensor descend(double rate) {
    Tensor values = parameters.values();
    Tensor gradients = parameters.gradients();
    Tensor speed = velocity.buffer();
    Tensors.addInPlace(gradients, values, weightDecay);
    Tensors.timesInPlace(speed, momentum).add_(gradients);
    Tensors.addInPlace(gradients, speed, momentum);
    return Tensors.addInPlace(values, gradients, -rate);
  }

  /** The momentum of one trained tensor. */
  public Tensor velocity(String name) {
    return velocity.get(name);
  }

  /** A copy of the whole momentum, for a checkpoint. */
  public float[] velocity() {
    return Tensors.toFloats(velocity.buffer());
  }

  /** Restores what {@link #velocity()} gave. */
  public void restore(float[] saved) {
    Scope.run(() -> velocity.buffer().copy_(Tensors.of(saved, velocity.buffer().numel())));
  }

  @Override
  public void close() {
    velocity.close();
  }
}
