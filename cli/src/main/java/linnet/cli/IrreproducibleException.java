// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

/** A run was repeated and ended with other weights or masks. */
final class IrreproducibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IrreproducibleException(String sentence) {
    super(sentence);
  }
}
