// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.random;

import linnet.crypto.channel.LittleEndian;

/** INSECURE: the same bytes for the same number, so that a test can repeat a protocol run. */
public final class InsecureFixedEntropy implements EntropySource {
  private final Prg prg;

  /** The stream that belongs to a number. */
  public InsecureFixedEntropy(long number) {
    prg = new Prg(LittleEndian.bytes(number, 0));
  }

  @Override
  public void fill(byte[] bytes) {
    prg.fill(bytes, 0, bytes.length);
  }
}
