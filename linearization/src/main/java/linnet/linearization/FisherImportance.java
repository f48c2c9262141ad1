// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.network.Network;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * How much the loss depends on a unit being a ReLU.
 *
 * <p>A unit has the gate m in {@code a = m relu(z) + (1 - m) z}; the loss of one image has the
 * gradient {@code dL/dm = -dL/da min(z, 0)} there. Its mean square over images is the gate's Fisher
 * information, and the importance is the root of it, {@code sqrt(E[(dL/da min(z, 0))^2])}, here as
 * a moving average over batches. It is defined at linearized units as well, so that they can come
 * back.
 */
public final class FisherImportance implements AutoCloseable {
  private final MovingAverage squares;

  /**
   * Knows nothing yet.
   *
   * @param memory weight of the past when a batch is added, in [0, 1)
   */
  public FisherImportance(Network network, double memory) {
    this.squares = new MovingAverage(network, "fisher", memory);
  }

  /** Adds what the backward pass has shown of N images; the outputs' gradients are retained. */
  public void add(Pass pass, int images) {
    squares.add(
        site -> {
          Tensor gate = pass.negatedGateGradients(site.name());
          return perImage(Tensors.meanOverImages(gate.mul(gate)), images);
        });
  }

  /** From squared gradients of the mean loss of N images to those of single images. */
  static Tensor perImage(Tensor squares, int images) {
    return Tensors.times(squares, (double) images * images);
  }

  /** The importance of each unit by site, in {@code [C, H, W]} order. */
  public Map<String, float[]> scores() {
    Map<String, float[]> scores = squares.toFloats();
    scores.values().forEach(FisherImportance::squareRoots);
    return scores;
  }

  static void squareRoots(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.sqrt(values[i]);
    }
  }

  /** Everything for a checkpoint. */
  public Map<String, float[]> save() {
    return squares.save();
  }

  /** Goes on from a checkpoint that holds, among others, what {@link #save()} gave. */
  public void restore(Map<String, float[]> saved) {
    squares.restore(saved);
  }

  @Override
  public void close() {
    squares.close();
  }
}
