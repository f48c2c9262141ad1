// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

/**
 * Division of a shared number by 2^shift without a message: each party truncates its own share.
 *
 * <p>The server shifts its share down, the client negates, shifts down and negates (SecureML, IEEE
 * S&amp;P 2017, §4.1). For a value z and a uniform share the sum of the results is {@code ⌊z /
 * 2^shift⌋} or one more, except with probability {@code |z| · 2^-64} (below 2^63 in magnitude),
 * when it is wrong altogether, by 2^(64-shift): callers bound |z| and add these probabilities up.
 *
 * <p>Parties: both, alone. Adversary: semi-honest; nothing is sent, nothing is learned. What is
 * computed is this truncation <em>of the shares</em>, and that is the functionality for which
 * privacy is claimed. Cost: 0 rounds, 0 bytes.
 */
public final class LocalTruncation {
  private LocalTruncation() {}

  /** The server's half: {@code share >>> shift}; shift 0 to 63. */
  public static long server(long share, int shift) {
    return share >>> shift;
  }

  /** The client's half: {@code -((-share) >>> shift)}; shift 0 to 63. */
  public static long client(long share, int shift) {
    return -(-share >>> shift);
  }

  /** Truncates the server's shares in place. */
  public static void server(long[] shares, int shift) {
    for (int i = 0; i < shares.length; i++) {
      shares[i] = server(shares[i], shift);
    }
  }

  /** Truncates the client's shares in place. */
  public static void client(long[] shares, int shift) {
    for (int i = 0; i < shares.length; i++) {
      shares[i] = client(shares[i], shift);
    }
  }
}
