// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/**
 * A network with its weights and masks: a teacher if all masks keep everything, else a student.
 *
 * @param network the graph
 * @param weights complete for the graph
 * @param masks one for every site of the graph
 */
public record Model(Network network, Weights weights, Masks masks) {
  /** Verifies that the three belong together. */
  public Model {
    NetworkVerifier.verify(network, weights, masks);
  }

  /**
   * The model at one of its widths, as an ordinary model that every executor runs: the first
   * channels of its weights and masks, and the batch norms of that width.
   *
   * @throws InputException if it is none of the network's widths
   */
  public Model at(double rate) {
    Network slice = network.at(rate);
    return network.widths().several()
        ? new Model(slice, WidthSlice.weights(network, rate, weights), masks.at(slice))
        : this;
  }

  /** Units that stay ReLUs. */
  public int relus() {
    return masks.kept();
  }
}
