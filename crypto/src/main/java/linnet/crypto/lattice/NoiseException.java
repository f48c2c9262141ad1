// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * A network whose encrypted products these parameters cannot carry; the message is one sentence.
 */
public final class NoiseException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The sentence says what does not fit and what to do. */
  public NoiseException(String sentence) {
    super(sentence);
  }
}
