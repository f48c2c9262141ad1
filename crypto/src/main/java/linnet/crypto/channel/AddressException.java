// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/** A local address that cannot be listened on, such as a port in use. */
public final class AddressException extends ProtocolException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what happened with whom, and what to do. */
  public AddressException(String sentence) {
    super(sentence);
  }

  /** As {@link #AddressException(String)}, keeping the technical cause for verbose logs. */
  public AddressException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
