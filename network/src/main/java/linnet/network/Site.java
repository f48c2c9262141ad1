// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/**
 * A place where a ReLU layer stands.
 *
 * @param name the name of the {@link Layer.Relu} node
 * @param shape activation shape {@code [C, H, W]}; each scalar of it is one unit
 */
public record Site(String name, Shape shape) {
  /** Number of scalar ReLUs of the site. */
  public int units() {
    return shape.units();
  }
}
