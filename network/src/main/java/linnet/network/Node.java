// SPDX-License-Identifier: Apache-2.0
package linnet.network;

import java.util.List;

/**
 * A layer in its place in the graph.
 *
 * @param name unique within the network, for example {@code stage1.block2.conv1}; weights carry it
 *     as a prefix
 * @param layer the operation
 * @param inputs names of the nodes it reads, {@link Network#INPUT} for the image
 */
public record Node(String name, Layer layer, List<String> inputs) {
  /** Copies the list of inputs. */
  public Node {
    inputs = List.copyOf(inputs);
  }
}
