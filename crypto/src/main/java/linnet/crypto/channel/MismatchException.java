// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/** Both parties are there but do not agree on version, program or parameters. */
public final class MismatchException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what happened with whom, and what to do. */
  public MismatchException(String sentence) {
    super(sentence);
  }

  /** As {@link #MismatchException(String)}, keeping the technical cause for verbose logs. */
  public MismatchException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
