// SPDX-License-Identifier: Apache-2.0
package linnet.network.zoo;

/** Which pooling stands where a network shrinks its maps by pooling. */
public enum Pooling {
  /** Maximum, as published. */
  MAX,
  /** Average: linear, so that private inference needs no comparisons for it. */
  AVERAGE
}
