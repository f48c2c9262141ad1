// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

/**
 * Counts from which the times of a layer are estimated.
 *
 * @param macs multiply-accumulate operations on ring elements online, for one image
 * @param keptUnits units compared, of one image
 * @param linearizedUnits units truncated locally, of one image
 * @param gates AND gates garbled, of one image
 * @param transfers oblivious transfers, of one image
 * @param encryptedMultiplyAdds weights times limbs of ciphertexts, of the prepared batch
 * @param ciphertextsToServer polynomials encrypted by the client, of the prepared batch
 * @param ciphertextsToClient polynomials re-randomized and decrypted, of the prepared batch
 */
public record LayerWork(
    long macs,
    long keptUnits,
    long linearizedUnits,
    long gates,
    long transfers,
    long encryptedMultiplyAdds,
    long ciphertextsToServer,
    long ciphertextsToClient) {
  /** Nothing that takes time. */
  static final LayerWork NONE = new LayerWork(0, 0, 0, 0, 0, 0, 0, 0);

  static LayerWork linear(
      long macs, long encryptedMultiplyAdds, long ciphertextsToServer, long ciphertextsToClient) {
    return new LayerWork(
        macs, 0, 0, 0, 0, encryptedMultiplyAdds, ciphertextsToServer, ciphertextsToClient);
  }

  static LayerWork site(long keptUnits, long linearizedUnits, long gates, long transfers) {
    return new LayerWork(0, keptUnits, linearizedUnits, gates, transfers, 0, 0, 0);
  }
}
