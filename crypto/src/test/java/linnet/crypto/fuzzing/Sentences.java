// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.fuzzing;

/** What a user may be shown of a failure. */
public final class Sentences {
  private Sentences() {}

  /** Fails unless the message is one line that can be shown. */
  public static void require(RuntimeException failure) {
    String message = failure.getMessage();
    if (message == null || message.isBlank() || message.length() > 2000) {
      throw new AssertionError("no sentence", failure);
    }
    if (message.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("control characters in a sentence", failure);
    }
  }
}
