// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.random;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import linnet.crypto.channel.LittleEndian;

/**
 * A tweakable circular correlation robust hash of wire labels, many at once: {@code H(x, tweak) =
 * E(σ(x)) ⊕ σ(x)}, E being AES-128 under the key {@code start ⊕ tweak}.
 *
 * <p>Re-keyed once a tweak, one AES a label; fast in calls of 2 kB or more. Security is that of the
 * ideal-cipher model with a random start per garbled batch, drawn after nothing that depends on it.
 * Reference: Guo, Katz, Wang, Weng, Yu, "Better concrete security for half-gates garbling", CRYPTO
 * 2020. Not thread-safe.
 */
public final class LabelHash {
  private final long startLow;
  private final long startHigh;
  private final byte[] key = new byte[16];
  private final Cipher cipher;
  private boolean keyed;
  private int lastGate;
  private int lastBlock;

  /** The hash of one garbled batch; {@code start} has 16 bytes and is public. */
  public LabelHash(byte[] start) {
    startLow = LittleEndian.getLong(start, 0);
    startHigh = LittleEndian.getLong(start, 8);
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no AES", e);
    }
  }

  /**
   * The linear orthomorphism (left, right) → (left ⊕ right, left) on one 64-bit half of a label.
   */
  public static long sigma(long half) {
    return Long.rotateLeft(half, 32) ^ (half & 0xFFFFFFFF00000000L);
  }

  /**
   * Encrypts {@code length} bytes of labels that have gone through {@link #sigma}; afterwards the
   * hash of each is its bytes in {@code in} ⊕ its bytes in {@code out}.
   *
   * <p>No label may be hashed under the same (gate, block) for two purposes. Calls with one (gate,
   * block) after another re-key once.
   *
   * @param gate first half of the tweak
   * @param block second half of the tweak
   */
  public void encrypt(byte[] in, byte[] out, int length, int gate, int block) {
    try {
      if (!keyed || gate != lastGate || block != lastBlock) {
        key(gate, block);
      }
      cipher.update(in, 0, length, out, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES refused to go on", e);
    }
  }

  private void key(int gate, int block) throws GeneralSecurityException {
    LittleEndian.putLong(key, 0, startLow ^ gate);
    LittleEndian.putLong(key, 8, startHigh ^ block);
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    keyed = true;
    lastGate = gate;
    lastBlock = block;
  }
}
