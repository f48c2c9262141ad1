// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/** There are not enough prepared pieces for the images, at one end or the other; prepare more. */
public final class MissingMaterialException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The sentence says how many there are and what to do. */
  public MissingMaterialException(String sentence) {
    super(sentence);
  }
}
