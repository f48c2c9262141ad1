// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/** A two-party session that cannot go on; the message is one sentence for the user. */
public abstract sealed class ProtocolException extends RuntimeException
    permits PeerException, MismatchException, AddressException, CredentialException {
  private static final long serialVersionUID = 1L;

  ProtocolException(String sentence) {
    super(sentence);
  }

  ProtocolException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** The sentence. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
