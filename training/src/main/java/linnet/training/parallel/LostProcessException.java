// SPDX-License-Identifier: Apache-2.0
package linnet.training.parallel;

/** Another process of a training is gone, silent or unreachable; the message is one sentence. */
public final class LostProcessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what happened and what to do. */
  public LostProcessException(String sentence) {
    super(sentence);
  }

  /** As {@link #LostProcessException(String)}, keeping the technical cause for verbose logs. */
  public LostProcessException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
