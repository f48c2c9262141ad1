// SPDX-License-Identifier: Apache-2.0
package linnet.network.cost;

import linnet.network.Shape;

/**
 * What one node costs for one image.
 *
 * @param node the node's name
 * @param output its output shape {@code [C, H, W]}
 * @param macs multiply-accumulate operations of a convolution or dense layer, else 0
 * @param relus units of a ReLU site, else 0
 */
public record LayerCost(String node, Shape output, long macs, int relus) {}
