// SPDX-License-Identifier: Apache-2.0
package linnet.network.cost;

import java.util.List;
import linnet.network.Masks;
import linnet.network.Network;

/**
 * What a model costs for one image at one of its widths.
 *
 * @param width the rate of channels, 1 for all
 * @param macs multiply-accumulate operations
 * @param units ReLU units, kept or not
 * @param relus units that stay ReLUs
 */
public record WidthCost(double width, long macs, int units, int relus) {

  /** A line for every width of a network, ascending; one line for an ordinary network. */
  public static List<WidthCost> of(Network network, Masks masks) {
    return network.widths().rates().stream().map(rate -> at(network, masks, rate)).toList();
  }

  private static WidthCost at(Network network, Masks masks, double rate) {
    Network slice = network.at(rate);
    return new WidthCost(rate, Costs.macs(slice), slice.relus(), masks.at(slice).kept());
  }
}
