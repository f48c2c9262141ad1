// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.ArrayList;
import java.util.List;
import linnet.linearization.MethodSettings;
import linnet.network.InputException;
import linnet.network.Layer;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Node;
import linnet.network.Widths;

/**
 * DeepReDuce's last step: a network of fewer channels and smaller maps, whose ReLUs are fewer too.
 *
 * @param width the paper's alpha: the fraction of its channels that every layer keeps, the first
 *     ones, from 0.01 to 1
 * @param resolution the paper's rho: the fraction of the height and width of all maps, from a first
 *     layer of larger stride; 1 over a whole number
 */
public record Reshape(double width, double resolution) {
  /** The network stays as it is. */
  public static final Reshape NONE = new Reshape(1, 1);

  private static final int LARGEST_STRIDE = 8;

  /** Rejects fractions out of range. */
  public Reshape {
    Widths.of(width == 1 ? new double[] {1} : new double[] {width, 1}); // refuses what is none
    long times = Math.round(1 / resolution);
    if (!(times >= 1 && times <= LARGEST_STRIDE) || Math.abs(times * resolution - 1) > 1e-9) {
      throw new InputException(
          "The resolution of a reshaped network must be 1 over a whole number up to %d, such as 0.5, not %s."
              .formatted(LARGEST_STRIDE, resolution));
    }
  }

  /** As users write it: {@code width} and {@code resolution}. */
  static Reshape of(MethodSettings settings) {
    return new Reshape(
        settings.real("width", NONE.width), settings.real("resolution", NONE.resolution));
  }

  /**
   * The reshaped network, with as much of the teacher's weights as there is room for and all ReLUs.
   *
   * @throws InputException if the network cannot be made narrower or smaller, naming the node
   */
  Model of(Model teacher) {
    Network network = smaller(narrower(teacher.at(Widths.ALL).network()));
    return new Model(network, teacher.weights().firstOf(network), Masks.all(network));
  }

  private Network narrower(Network network) {
    return width == 1 ? network : network.withWidths(Widths.of(width, 1)).at(width);
  }

  private Network smaller(Network network) {
    int times = (int) Math.round(1 / resolution);
    if (times == 1) {
      return network;
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : network.nodes()) {
      boolean first = node.inputs().contains(Network.INPUT);
      nodes.add(first ? new Node(node.name(), strided(node, times), node.inputs()) : node);
    }
    try {
      return new Network(network.name(), network.input(), nodes);
    } catch (InputException e) {
      throw new InputException(
          "The network %s cannot run at resolution %s. %s"
              .formatted(network.name(), resolution, e.getMessage()),
          e);
    }
  }

  private Layer strided(Node node, int times) {
    if (node.layer() instanceof Layer.Convolution c) {
      return new Layer.Convolution(
          c.inChannels(),
          c.outChannels(),
          c.kernel(),
          c.stride() * times,
          c.padding(),
          c.groups(),
          c.bias());
    }
    throw new InputException(
        "The resolution cannot be changed at the node %s, which is no convolution."
            .formatted(node.name()));
  }
}
