// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
  private final Prg random = new Prg(new InsecureFixedEntropy(5).seed());

  @Test
  void sharesReconstructAndTheServersIsBalanced() {
    long[] zeros = new long[4096];
    Shares shares = Shares.split(zeros, random);
    assertThat(shares.reconstruct()).isEqualTo(zeros);
    long ones = 0;
    for (long share : shares.client()) {
      ones += Long.bitCount(share);
    }
    // 262,144 fair bits: the standard deviation is 256.
    assertThat(ones).isBetween(131_072L - 6 * 256, 131_072L + 6 * 256);
    assertThatThrownBy(() -> new Shares(new long[1], new long[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 12, 24})
  void localTruncationIsFloorOrOneMore(int shift) {
    long[] values = random.longs(20_000);
    for (int i = 0; i < values.length; i++) {
      values[i] >>= 24;
    }
    Shares shares = Shares.split(values, random);
    LocalTruncation.server(shares.server(), shift);
    LocalTruncation.client(shares.client(), shift);
    long[] truncated = shares.reconstruct();
    for (int i = 0; i < values.length; i++) {
      assertThat(truncated[i] - (values[i] >> shift)).isBetween(0L, shift == 0 ? 0L : 1L);
    }
  }
}
