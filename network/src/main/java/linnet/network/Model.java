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

  /** Units that stay ReLUs. */
  public int relus() {
    return masks.kept();
  }
}
