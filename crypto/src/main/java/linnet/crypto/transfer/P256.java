// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import java.math.BigInteger;
import java.util.Arrays;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.EntropySource;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.jspecify.annotations.Nullable;

/** The group of NIST P-256 with compressed points. */
final class P256 {
  static final int POINT_BYTES = 33;
  private static final int SCALAR_BYTES = 32;
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("P-256");

  private P256() {}

  static ECPoint generatorTimes(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar);
  }

  /** A uniform scalar from 1 to the order less one. */
  static BigInteger scalar(EntropySource entropy) {
    byte[] bytes = new byte[SCALAR_BYTES];
    BigInteger scalar;
    do {
      entropy.fill(bytes);
      scalar = new BigInteger(1, bytes);
    } while (scalar.signum() == 0 || scalar.compareTo(CURVE.getN()) >= 0);
    return scalar;
  }

  static byte[] encode(ECPoint point) {
    return point.getEncoded(true);
  }

  /** The point of {@code POINT_BYTES} bytes at an offset; on the curve and not infinity. */
  static ECPoint decode(byte[] bytes, int offset, String peer) {
    try {
      byte[] encoding = Arrays.copyOfRange(bytes, offset, offset + POINT_BYTES);
      if (encoding[0] == 2 || encoding[0] == 3) {
        return CURVE.getCurve().decodePoint(encoding);
      }
    } catch (IllegalArgumentException e) {
      throw invalid(peer, e);
    }
    throw invalid(peer, null);
  }

  private static PeerException invalid(String peer, @Nullable Throwable cause) {
    String sentence =
        peer + " sent an invalid curve point; both sides must run the same version of Linnet.";
    return cause == null ? new PeerException(sentence) : new PeerException(sentence, cause);
  }
}
