// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bit of every share lies where the transfer of its label looks for it. */
final class SignChoicesTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 20, 31, 32, 33, 63, 64})
  void fullBlocksOfOneWidth(int bits) {
    check(List.of(new ReluLayer(bits, 0, 5 * SignBlock.LANES)), bits);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void layersOfAnyWidthAndSize(long seed) {
    Random random = new Random(seed);
    List<ReluLayer> layers = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      int width = 2 + random.nextInt(63);
      layers.add(new ReluLayer(width, random.nextInt(width - 1), random.nextInt(1500)));
    }
    check(layers, seed);
  }

  private static void check(List<ReluLayer> layers, long seed) {
    SignLayout layout = SignLayout.of(layers);
    long[] shares = new Random(seed).longs(layout.units()).toArray();
    TransferWords words = layout.inputs();
    long[] expected = new long[words.choices()];
    for (SignBlock block : layout.blocks()) {
      for (int i = 0; i < block.bits() * block.lanes(); i++) {
        long transfer = block.firstTransfer() + i;
        long bit = shares[block.firstUnit() + i % block.lanes()] >>> (i / block.lanes()) & 1;
        expected[words.word(transfer)] |= bit << words.bit(transfer);
      }
    }
    assertThat(SignChoices.of(layout, shares)).isEqualTo(expected);
  }
}
