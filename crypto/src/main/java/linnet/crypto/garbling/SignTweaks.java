// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

/** Gate numbers of hashes that belong to no gate; gates count from 0 and stay below 64. */
final class SignTweaks {
  /** Of the label that opens the payload. */
  static final int PAYLOAD = 1 << 20;

  /** Of the transfers by the server's random bits; the block counts 128 transfers. */
  static final int TRANSFER = 1 << 21;

  private SignTweaks() {}
}
