// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import java.util.Objects;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * How much the loss depends on a whole channel being ReLUs, for each of its units.
 *
 * <p>One gate for a channel of units u has the gradient {@code -sum_u dL/da_u min(z_u, 0)}, and the
 * root of its Fisher information is {@code sqrt(E[(sum_u dL/da_u min(z_u, 0))^2])}; divided by the
 * number of units it is comparable with the {@link FisherImportance} of one. It is the mean
 * importance of the units if their gates always pull alike, and less by up to any factor where they
 * cancel, which means over single units cannot see. A moving average over batches.
 */
public final class ChannelFisher implements AutoCloseable {
  private final Network network;
  private final MovingAverage squares;

  /**
   * Knows nothing yet.
   *
   * @param memory weight of the past when a batch is added, in [0, 1)
   */
  public ChannelFisher(Network network, double memory) {
    this.network = network;
    this.squares = MovingAverage.ofChannels(network, "channel fisher", memory);
  }

  /** Adds what the backward pass has shown of N images; the outputs' gradients are retained. */
  public void add(Pass pass, int images) {
    squares.add(
        site -> {
          Tensor gates = pass.negatedGateGradients(site.name());
          Tensor sums = Tensors.sumOverPlane(gates);
          return FisherImportance.perImage(sums.mul(sums).mean(0).view(-1, 1, 1), images);
        });
  }

  /** The importance of each channel for one of its units, by site, {@code [C]}. */
  public Map<String, float[]> scores() {
    Map<String, float[]> scores = squares.toFloats();
    for (Site site : network.sites()) {
      float[] own = Objects.requireNonNull(scores.get(site.name()));
      FisherImportance.squareRoots(own);
      for (int channel = 0; channel < own.length; channel++) {
        own[channel] /= site.shape().plane();
      }
    }
    return scores;
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
