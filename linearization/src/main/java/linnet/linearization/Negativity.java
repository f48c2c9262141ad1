// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.network.Network;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * How negative the pre-activation z of each unit is: ReLU and identity differ only there, so a unit
 * that is never negative can be linearized for nothing (ReLU negativity of StreamliNet, Information
 * Sciences 2024). A moving average over batches of the student's passes.
 */
public final class Negativity implements AutoCloseable {
  /** What is averaged. */
  public enum Measure {
    /** {@code P(z < 0)}. */
    PROBABILITY {
      @Override
      Tensor of(Tensor z) {
        return Tensors.whereNegative(z);
      }
    },
    /** {@code E[max(-z, 0)]}: weighted by magnitude. */
    MAGNITUDE {
      @Override
      Tensor of(Tensor z) {
        return z.relu().sub(z);
      }
    },
    /**
     * {@code E[z^2; z < 0] = E[(relu(z) - z)^2]}: by how much linearizing the unit changes its
     * output, the linearization cost of StreamliNet.
     */
    ENERGY {
      @Override
      Tensor of(Tensor z) {
        Tensor negative = z.relu().sub(z);
        return negative.mul(negative);
      }
    };

    /**
     * Of every image, {@code [N, C, H, W]} from pre-activations of that shape, in their own type.
     */
    abstract Tensor of(Tensor z);
  }

  private final Measure measure;
  private final MovingAverage average;

  /**
   * Knows nothing yet.
   *
   * @param memory weight of the past when a batch is added, in [0, 1)
   */
  public Negativity(Network network, Measure measure, double memory) {
    this.measure = measure;
    this.average = new MovingAverage(network, "negativity " + measure, memory);
  }

  /** Adds an observed pass. */
  public void add(Pass pass) {
    average.add(site -> Tensors.meanOverImages(measure.of(pass.before(site.name()).detach())));
  }

  /** The average of each unit by site, in {@code [C, H, W]} order; zeros before the first batch. */
  public Map<String, float[]> toFloats() {
    return average.toFloats();
  }

  /** Everything for a checkpoint. */
  public Map<String, float[]> save() {
    return average.save();
  }

  /** Goes on from a checkpoint that holds, among others, what {@link #save()} gave. */
  public void restore(Map<String, float[]> saved) {
    average.restore(saved);
  }

  @Override
  public void close() {
    average.close();
  }
}
