// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

/** A polynomial of coefficients -1, 0 and 1: secrets and the multipliers of public keys. */
final class TernaryPolynomial {
  final byte[] coefficients = new byte[LatticeParameters.DEGREE];

  void copyTo(double[] out) {
    for (int i = 0; i < coefficients.length; i++) {
      out[i] = coefficients[i];
    }
  }
}
