// SPDX-License-Identifier: Apache-2.0
package linnet.network;

/**
 * A failure that a user can act on: the message is one clear sentence that says what was wrong and
 * what to do, and is shown without a stack trace.
 */
public abstract sealed class LinnetException extends RuntimeException
    permits InputException, BudgetException {
  private static final long serialVersionUID = 1L;

  LinnetException(String sentence) {
    super(sentence);
  }

  LinnetException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
