// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/** The other party is gone, silent, unreachable, or sent what the protocol does not allow. */
public final class PeerException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what happened with whom, and what to do. */
  public PeerException(String sentence) {
    super(sentence);
  }

  /** As {@link #PeerException(String)}, keeping the technical cause for verbose logs. */
  public PeerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
