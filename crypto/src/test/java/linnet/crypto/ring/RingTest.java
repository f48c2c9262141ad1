// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
  private final Prg random = new Prg(new InsecureFixedEntropy(5).seed());

  @ParameterizedTest(name = "[{0}, {2}] times [{2}, {1}]")
  @CsvSource({"1,1,1", "3,5,4", "2,600,7", "7,130,66", "1,0,3", "4,513,0", "5,64,129"})
  void productsEqualThoseOfBigIntegers(int m, int n, int k) {
    long[] a = random.longs(m * k);
    long[] b = random.longs(k * n);
    long[] c = random.longs(m * n);
    long[] expected = reference(a, b, c, m, n, k);
    long[] parallel = c.clone();
    multiply(ExactMatrixProduct.scalar(), a, b, c, m, n, k);
    multiply(ExactMatrixProduct.parallel(ExactMatrixProduct.scalar(), 3), a, b, parallel, m, n, k);
    assertThat(c).isEqualTo(expected);
    assertThat(parallel).isEqualTo(expected);
  }

  @Test
  void rangesTouchNothingElse() {
    long[] c = new long[12];
    LongMatrix whole = LongMatrix.of(c, 3, 4);
    LongMatrix ones = LongMatrix.of(new long[] {1, 1, 1, 1}, 2, 2);
    ExactMatrixProduct.scalar().multiplyAdd(ones, ones, whole.rowRange(1, 3).columnRange(1, 3));
    assertThat(c).containsExactly(0, 0, 0, 0, 0, 2, 2, 0, 0, 2, 2, 0);
    assertThatThrownBy(() -> LongMatrix.of(c, 3, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExactMatrixProduct.scalar().multiplyAdd(whole, whole, whole))
        .isInstanceOf(IllegalArgumentException.class);
  }

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

  private static void multiply(
      ExactMatrixProduct product, long[] a, long[] b, long[] c, int m, int n, int k) {
    product.multiplyAdd(LongMatrix.of(a, m, k), LongMatrix.of(b, k, n), LongMatrix.of(c, m, n));
  }

  private static long[] reference(long[] a, long[] b, long[] c, int m, int n, int k) {
    long[] result = new long[m * n];
    for (int i = 0; i < m * n; i++) {
      BigInteger sum = BigInteger.valueOf(c[i]);
      for (int l = 0; l < k; l++) {
        BigInteger factor = BigInteger.valueOf(a[i / n * k + l]);
        sum = sum.add(factor.multiply(BigInteger.valueOf(b[l * n + i % n])));
      }
      result[i] = sum.longValue();
    }
    return result;
  }
}
