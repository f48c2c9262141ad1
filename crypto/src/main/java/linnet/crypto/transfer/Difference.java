// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import linnet.crypto.channel.LittleEndian;
import linnet.crypto.random.EntropySource;

/** A global difference Δ: 128 bits of which the lowest is one. */
record Difference(long low, long high) {
  static Difference draw(EntropySource entropy) {
    byte[] bytes = entropy.seed();
    return new Difference(LittleEndian.getLong(bytes, 0) | 1, LittleEndian.getLong(bytes, 8));
  }

  int bit(int index) {
    return (int) ((index < 64 ? low : high) >>> index) & 1;
  }

  @Override
  public String toString() {
    return "Difference[secret]";
  }
}
