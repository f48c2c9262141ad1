// SPDX-License-Identifier: Apache-2.0
package linnet.serving;

/** The server refuses a request by its rules; the sentence goes to the client. */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RefusedException(String sentence) {
    super(sentence);
  }
}
