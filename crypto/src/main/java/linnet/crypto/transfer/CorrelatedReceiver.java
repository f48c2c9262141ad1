// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

/**
 * The receiver's half of one batch of correlated transfers; layout as in {@link CorrelatedSender}.
 */
public interface CorrelatedReceiver {
  /**
   * Labels {@code q ⊕ bit·Δ} for the next {@code 64 · choices.length} transfers.
   *
   * @param lanes lanes of a word; {@code choices.length} is a multiple of it
   * @param choices lane w of word c at {@code c·lanes + w}, its bit r the choice of transfer {@code
   *     (64c + r)·lanes + w}
   * @throws linnet.crypto.channel.PeerException if the sender fails
   */
  byte[] extend(int lanes, long[] choices);

  /**
   * A secret from which {@link RegeneratedLabels} makes all labels again: they depend on it and on
   * the sizes alone, not on the choices. To be kept instead of the labels, and as well hidden.
   */
  byte[] seeds();
}
