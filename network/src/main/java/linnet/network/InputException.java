// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/** A file, folder, option or network that cannot be used: missing, corrupt, truncated, unknown. */
public final class InputException extends LinnetException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what was wrong with which input, and what to do. */
  public InputException(String sentence) {
    super(sentence);
  }

  /** As {@link #InputException(String)}, keeping the technical cause for verbose logs. */
  public InputException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
