// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/**
 * A client's public key of one ring-full, transformed: an encryption of zero whose second half is
 * public and fixed.
 *
 * @param constant transform of -a·s + e
 * @param linear transform of a
 */
record PublicKey(TransformedPolynomial constant, TransformedPolynomial linear) {}
