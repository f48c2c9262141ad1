// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.kernel;

import jdk.incubator.vector.LongVector;

/** Loaded only where the Vector API is there. */
final class PreferredVectors {
  private PreferredVectors() {}

  static int bits() {
    return LongVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
