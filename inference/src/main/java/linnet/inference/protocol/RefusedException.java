// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** The server refuses a request by its rules, such as a quota; the sentence goes to the client. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what was refused, and what to do. */
  public RefusedException(String sentence) {
    super(sentence);
  }

  /** Always there. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
