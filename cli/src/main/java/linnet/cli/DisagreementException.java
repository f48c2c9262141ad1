// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

/** Private predictions and those in the clear disagree. */
final class DisagreementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DisagreementException(String sentence) {
    super(sentence);
  }
}
