// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** What a row of a {@link PredictionCost} stands for. */
public enum LayerKind {
  /** Requests, names of pieces, and the masked image. */
  IMAGE,
  /** Public keys of a batch of encrypted linear layers. */
  KEYS,
  /** Secret convolutions that read one value; dense layers are convolutions of 1x1. */
  CONVOLUTION,
  /** A ReLU site: kept units are compared, the others truncated locally. */
  RELU,
  /** The logits, or the comparison that discloses only the class. */
  OUTPUT
}
