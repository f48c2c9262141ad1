// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** What the client learns of an image. */
public enum Disclosure {
  /** All logits, exactly. */
  LOGITS,

  /** Only the index of the largest logit, by a garbled argmax. */
  CLASS
}
