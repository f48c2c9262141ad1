// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

/** How batch normalization works in a forward pass. */
public enum Mode {
  /** With the statistics of the batch, which also move the running statistics (momentum 0.1). */
  TRAIN,
  /** With the running statistics. */
  EVAL
}
