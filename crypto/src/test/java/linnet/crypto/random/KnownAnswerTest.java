// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.random;

import static org.assertj.core.api.Assertions.assertThat;

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
