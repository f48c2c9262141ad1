// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.transfer;

import static linnet.crypto.transfer.TransferSession.BASE_TRANSFERS;

import java.math.BigInteger;
import java.util.Arrays;
import linnet.crypto.channel.Channel;
import linnet.crypto.random.EntropySource;
import org.bouncycastle.math.ec.ECPoint;

/**
 * The 128 base transfers of random seeds.
 *
 * <p>Sender: a, sends A = aG. Receiver: for each bit c draws b, sends B = bG + cA, and has the seed
 * of bA; the sender has the seeds of aB and a(B − A). A seed is the SHA-256 of the purpose, the
 * index, the points of the whole transcript and the secret point. Parties: sender (server),
 * receiver (client); adversary: semi-honest; the sender learns nothing of the bits (B is uniform),
 * the receiver one seed of each pair. Cost: one round trip. Reference: Chou, Orlandi, LATINCRYPT
 * 2015, figure 1.
 */
final class BaseTransfer {
  private BaseTransfer() {}

  static SeedPairs send(Channel channel, EntropySource entropy) {
    BigInteger secret = P256.scalar(entropy);
    ECPoint point = P256.generatorTimes(secret);
    byte[] encoded = P256.encode(point);
    channel.send(MessageTypes.BASE_POINT, encoded);
    byte[] choices = channel.receive(MessageTypes.BASE_CHOICES, BASE_TRANSFERS * P256.POINT_BYTES);
    SeedHash hash = new SeedHash("linnet base transfer", encoded, choices);
    ECPoint shift = point.multiply(secret).negate();
    byte[][] zero = new byte[BASE_TRANSFERS][];
    byte[][] one = new byte[BASE_TRANSFERS][];
    for (int i = 0; i < BASE_TRANSFERS; i++) {
      ECPoint shared = P256.decode(choices, i * P256.POINT_BYTES, channel.peer()).multiply(secret);
      zero[i] = hash.seed(i, encoded(shared));
      one[i] = hash.seed(i, encoded(shared.add(shift)));
    }
    return new SeedPairs(zero, one);
  }

  static byte[][] receive(Channel channel, Difference bits, EntropySource entropy) {
    byte[] encoded = channel.receive(MessageTypes.BASE_POINT, P256.POINT_BYTES);
    ECPoint point = P256.decode(encoded, 0, channel.peer());
    BigInteger[] secrets = new BigInteger[BASE_TRANSFERS];
    byte[] choices = new byte[BASE_TRANSFERS * P256.POINT_BYTES];
    for (int i = 0; i < BASE_TRANSFERS; i++) {
      secrets[i] = P256.scalar(entropy);
      byte[] choice = encoded(choice(point, secrets[i], bits.bit(i)));
      System.arraycopy(choice, 0, choices, i * P256.POINT_BYTES, choice.length);
    }
    channel.send(MessageTypes.BASE_CHOICES, choices);
    SeedHash hash = new SeedHash("linnet base transfer", encoded, choices);
    byte[][] chosen = new byte[BASE_TRANSFERS][];
    for (int i = 0; i < BASE_TRANSFERS; i++) {
      chosen[i] = hash.seed(i, encoded(point.multiply(secrets[i])));
    }
    return chosen;
  }

  private static ECPoint choice(ECPoint point, BigInteger secret, int bit) {
    ECPoint own = P256.generatorTimes(secret);
    return bit == 0 ? own : own.add(point);
  }

  /** Infinity, which has one byte and no honest party meets, takes a full point's room. */
  private static byte[] encoded(ECPoint point) {
    return Arrays.copyOf(P256.encode(point), P256.POINT_BYTES);
  }
}
