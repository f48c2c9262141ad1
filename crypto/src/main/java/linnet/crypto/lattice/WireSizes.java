// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

final class WireSizes {
  static final int LIMBS = 5;
  static final int INPUT = 8192 * 18;

  static int product() {
    return 8192 * 74 / 8;
  }

  static int results(int count) {
    return (int) Math.ceilDiv(count * 67L, 8);
  }

  private WireSizes() {}
}
