// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.channel;

/**
 * What a frame carries: a code on the wire and a name for error sentences.
 *
 * <p>Codes 1 to 63 belong to this module's sub-protocols, 64 to 127 to protocols built on it.
 *
 * @param code 1 to 127
 * @param name how an error sentence calls it, such as {@code "garbled tables"}
 */
public record MessageType(int code, String name) {
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
}
