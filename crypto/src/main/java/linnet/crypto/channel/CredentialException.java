// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/** Own keys, certificates or passwords that cannot be used. */
public final class CredentialException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what is wrong with which file, and what to do. */
  public CredentialException(String sentence) {
    super(sentence);
  }

  /** As {@link #CredentialException(String)}, keeping the technical cause for verbose logs. */
  public CredentialException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
