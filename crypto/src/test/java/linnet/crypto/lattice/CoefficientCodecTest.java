// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import linnet.crypto.channel.PeerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoefficientCodecTest {
  @ParameterizedTest
  @ValueSource(ints = {49, 64, 67, 74, 80, 95, 96, 97, 128, 143, 144})
  void coefficientsComeBackRoundedToTheKeptBits(int keptBits) {
    CoefficientCodec codec = new CoefficientCodec(keptBits);
    Polynomial sent = BigPolynomials.uniform(keptBits);
    sent.high[0] = sent.middle[0] = sent.low[0] = Polynomial.DIGIT;
    byte[] bytes = new byte[codec.bytes(Polynomial.DEGREE)];
    codec.encode(sent, bytes, 0);
    Polynomial received = BigPolynomials.uniform(1);
    codec.decode(bytes, received);
    for (int i = 0; i < Polynomial.DEGREE; i++) {
      assertRounded(
          codec, BigPolynomials.coefficient(sent, i), BigPolynomials.coefficient(received, i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {67, 74, 144})
  void chosenPlacesTravelAloneAndLeaveTheOthersAsTheyAre(int keptBits) {
    CoefficientCodec codec = new CoefficientCodec(keptBits);
    int[] columns = new Random(keptBits).ints(1237, 0, Polynomial.DEGREE).distinct().toArray();
    Polynomial sent = BigPolynomials.uniform(2);
    byte[] bytes = new byte[codec.bytes(columns.length)];
    codec.encode(sent, columns, bytes, 0);
    Polynomial received = new Polynomial();
    codec.decode(bytes, columns, received);
    BigInteger[] expected = BigPolynomials.coefficients(new Polynomial());
    for (int column : columns) {
      BigInteger value = BigPolynomials.coefficient(received, column);
      assertRounded(codec, BigPolynomials.coefficient(sent, column), value);
      expected[column] = value;
    }
    assertThat(BigPolynomials.coefficients(received)).isEqualTo(expected);
  }

  @Test
  void bitsArePackedDenselyFromTheLowestPlace() {
    CoefficientCodec codec = new CoefficientCodec(144);
    Polynomial polynomial = new Polynomial();
    polynomial.low[0] = 0x060504030201L;
    polynomial.middle[0] = 0x0c0b0a090807L;
    polynomial.high[0] = 0x1211100f0e0dL;
    byte[] bytes = new byte[20];
    codec.encode(polynomial, new int[] {0}, bytes, 1);
    for (int i = 0; i < bytes.length; i++) {
      assertThat(bytes[i]).isEqualTo((byte) (i == 19 ? 0 : i));
    }
  }

  @Test
  void payloadsOfAnyOtherLengthAreThePeersFault() {
    CoefficientCodec codec = new CoefficientCodec(74);
    Polynomial polynomial = new Polynomial();
    int[] columns = {1, 2, 3};
    for (int length : new int[] {0, codec.bytes(3) - 1, codec.bytes(3) + 1, 1 << 20}) {
      assertThatThrownBy(() -> codec.decode(new byte[length], columns, polynomial))
          .isInstanceOf(PeerException.class)
          .hasMessageContaining("28 were due");
      assertThatThrownBy(() -> codec.decode(new byte[length], polynomial))
          .isInstanceOf(PeerException.class);
    }
  }

  @Test
  void onlyFortyNineToAllBitsCanBeKept() {
    assertThatThrownBy(() -> new CoefficientCodec(48)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CoefficientCodec(145))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertRounded(CoefficientCodec codec, BigInteger sent, BigInteger received) {
    BigInteger error = BigPolynomials.balanced(received.subtract(sent)).abs();
    BigInteger limit = BigInteger.ONE.shiftLeft(codec.droppedBits()).shiftRight(1);
    assertThat(error).isLessThanOrEqualTo(limit);
    assertThat(received.getLowestSetBit() < 0 || received.getLowestSetBit() >= codec.droppedBits())
        .isTrue();
  }
}
