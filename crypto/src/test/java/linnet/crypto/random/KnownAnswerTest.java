// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import linnet.crypto.channel.LittleEndian;
import org.junit.jupiter.api.Test;

class KnownAnswerTest {
  private static final byte[] FIPS_KEY = hex("000102030405060708090a0b0c0d0e0f");
  private static final byte[] FIPS_PLAIN = hex("00112233445566778899aabbccddeeff");
  private static final byte[] FIPS_CIPHER = hex("69c4e0d86a7b0430d8cdb78070b4c55a");

  @Test
  void theHashEncryptsAsFips197SaysUnderTheStartAsKey() {
    byte[] out = new byte[16];
    new LabelHash(FIPS_KEY).encrypt(FIPS_PLAIN, out, 16, 0, 0);
    assertThat(out).isEqualTo(FIPS_CIPHER);
  }

  @Test
  void theTweakIsAddedToTheStart() {
    byte[] start = FIPS_KEY.clone();
    start[0] ^= 5;
    start[8] ^= 9;
    byte[] out = new byte[16];
    new LabelHash(start).encrypt(FIPS_PLAIN, out, 16, 5, 9);
    assertThat(out).isEqualTo(FIPS_CIPHER);
  }

  @Test
  void theGeneratorIsAesOfACounterFromZero() {
    byte[] stream = new Prg(FIPS_KEY).bytes(48);
    byte[] counters = new byte[48];
    counters[31] = 1;
    counters[47] = 2;
    byte[] expected = new byte[48];
    new LabelHash(FIPS_KEY).encrypt(counters, expected, 48, 0, 0);
    assertThat(stream).isEqualTo(expected);
  }

  /** NIST SP 800-38A, F.1.1: four blocks of AES-128 in ECB, hence in calls of several blocks. */
  @Test
  void theHashEncryptsManyBlocksAsSp80038aSays() {
    byte[] plain =
        hex(
            "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
    byte[] out = new byte[64];
    new LabelHash(hex("2b7e151628aed2a6abf7158809cf4f3c")).encrypt(plain, out, 64, 0, 0);
    assertThat(out)
        .isEqualTo(
            hex(
                "3ad77bb40d7a3660a89ecaf32466ef97f5d3d58503b9699de785895a96fdbaaf"
                    + "43b1cd7f598ece23881b00e3ed0306887b0c785e27e8ad3f8223207104725dd4"));
  }

  @Test
  void callsUnderOneTweakAfterAnotherGiveWhatEachGivesAlone() {
    LabelHash hash = new LabelHash(FIPS_KEY);
    int[][] tweaks = {{0, 0}, {0, 0}, {1, 0}, {0, 1}, {0, 0}, {1, 1}};
    for (int[] tweak : tweaks) {
      byte[] again = new byte[16];
      byte[] alone = new byte[16];
      hash.encrypt(FIPS_PLAIN, again, 16, tweak[0], tweak[1]);
      new LabelHash(FIPS_KEY).encrypt(FIPS_PLAIN, alone, 16, tweak[0], tweak[1]);
      assertThat(again).isEqualTo(alone);
    }
  }

  /** FIPS 180-4, as the examples of NIST print it for "abc". */
  @Test
  void theDigestOfThisJavaIsThatOfFips180() throws NoSuchAlgorithmException {
    byte[] message = "abc".getBytes(StandardCharsets.US_ASCII);
    assertThat(MessageDigest.getInstance("SHA-256").digest(message))
        .isEqualTo(hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void theStreamDoesNotDependOnHowItIsCut() {
    byte[] whole = new Prg(FIPS_KEY).bytes(100_000);
    byte[] cut = new byte[whole.length];
    Prg prg = new Prg(FIPS_KEY);
    for (int at = 0, step = 1; at < cut.length; at += step, step = Math.min(7 * step, 40_000)) {
      step = Math.min(step, cut.length - at);
      prg.fill(cut, at, step);
    }
    assertThat(cut).isEqualTo(whole);
  }

  @Test
  void fixedEntropyRepeatsAndSecureEntropyDoesNot() {
    assertThat(new InsecureFixedEntropy(3).seed()).isEqualTo(new InsecureFixedEntropy(3).seed());
    assertThat(new InsecureFixedEntropy(3).seed()).isNotEqualTo(new InsecureFixedEntropy(4).seed());
    EntropySource secure = EntropySource.secure();
    assertThat(secure.seed()).isNotEqualTo(secure.seed());
  }

  @Test
  void sigmaIsALinearOrthomorphism() {
    long[] basis = new long[64];
    Arrays.setAll(basis, i -> LabelHash.sigma(1L << i));
    assertThat(rank(basis)).isEqualTo(64);
    Arrays.setAll(basis, i -> LabelHash.sigma(1L << i) ^ (1L << i));
    assertThat(rank(basis)).isEqualTo(64);
    long[] random = LittleEndian.longs(new Prg(FIPS_KEY).bytes(16));
    assertThat(LabelHash.sigma(random[0] ^ random[1]))
        .isEqualTo(LabelHash.sigma(random[0]) ^ LabelHash.sigma(random[1]));
  }

  private static int rank(long[] rows) {
    int rank = 0;
    for (int bit = 0; bit < 64; bit++) {
      for (int i = rank; i < 64; i++) {
        if ((rows[i] >>> bit & 1) != 0) {
          long pivot = rows[i];
          rows[i] = rows[rank];
          rows[rank] = pivot;
          for (int j = rank + 1; j < 64; j++) {
            rows[j] ^= -(rows[j] >>> bit & 1) & pivot;
          }
          rank++;
          break;
        }
      }
    }
    return rank;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
