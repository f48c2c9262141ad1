// SPDX-License-Identifier: Apache-2.0
package linnet.training.engine;

/** In which numbers activations are computed. Weights, statistics and logits are always fp32. */
public enum Precision {
  /** {@link #BF16} where the processor is faster at it, else {@link #FP32}. */
  AUTO,
  /** 32-bit floating point throughout. */
  FP32,
  /** Activations and convolutions in bfloat16, with fp32 master weights and batch statistics. */
  BF16
}
