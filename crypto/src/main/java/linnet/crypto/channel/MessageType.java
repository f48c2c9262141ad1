// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

import java.nio.charset.StandardCharsets;

/**
 * What a frame carries: a code on the wire and a name for error sentences.
 *
 * <p>Codes 1 to 63 belong to this module's sub-protocols, 64 to 126 to protocols built on it. 127
 * is {@link #REFUSAL}.
 *
 * @param code 1 to 127
 * @param name how an error sentence calls it, such as {@code "garbled tables"}
 */
public record MessageType(int code, String name) {
  /** Ends a session with a sentence, in place of whatever message was due. */
  public static final MessageType REFUSAL = new MessageType(127, "refusal");

  /** Most bytes of a refusal. */
  static final int REFUSAL_BYTES = 1000;

  /**
   * Checks the code.
   *
   * @throws IllegalArgumentException if the code is not 1 to 127
   */
  public MessageType {
    if (code < 1 || code > 127) {
      throw new IllegalArgumentException("message code " + code + " is not 1 to 127");
    }
  }

  static byte[] refusal(String sentence) {
    String shown = sentence.substring(0, Math.min(sentence.length(), REFUSAL_BYTES / 4));
    return shown.getBytes(StandardCharsets.UTF_8);
  }
}
