// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/**
 * The sender's half of one batch of correlated oblivious transfers: it owns a global difference Δ
 * and gets random labels q, while the receiver gets {@code q ⊕ bit·Δ} for each of its choice bits.
 *
 * <p>Transfers come in words: word c of {@code lanes} lanes holds 64 · lanes transfers, bit r of
 * the receiver's choice for lane w being transfer {@code (64c + r)·lanes + w}. A label has 16
 * bytes. The lowest bit of Δ is one. Both halves must ask for the same sizes in the same order.
 */
public interface CorrelatedSender {
  /** Bytes of a label. */
  int LABEL_BYTES = 16;

  /** Low half of Δ; odd. */
  long differenceLow();

  /** High half of Δ. */
  long differenceHigh();

  /**
   * The next {@code words · 64 · lanes} zero labels.
   *
   * @throws linnet.crypto.channel.PeerException if the receiver fails
   */
  byte[] extend(int lanes, int words);
}
