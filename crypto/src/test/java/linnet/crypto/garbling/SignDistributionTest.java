// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.garbling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import linnet.crypto.TwoParties;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import linnet.crypto.transfer.InsecureIdealTransfer;
import org.junit.jupiter.api.Test;

/**
 * What each party sees, for values that are all alike, looks uniform: what is not hidden would
 * stand out. Six standard deviations, fixed seeds.
 */
class SignDistributionTest {
  private static final int UNITS = 1 << 13;
  private static final ReluLayer LAYER = new ReluLayer(20, 0, UNITS);

  private final LoopedChannel line = new LoopedChannel();
  private final ReluRun run = new ReluRun(ReluForm.SIGN, List.of(LAYER), new Prg(new byte[16]));

  @Test
  void whatTheClientSeesIsUniform() {
    TwoParties.Results<ServerRelus, ClientRelus> halves = prepared(1000);
    byte[] stored = ReluRun.bytes(halves.client()::write);
    halves.server().send(line, 0, run.serverShares.getFirst());
    byte[] message = line.next();
    LayerGroup group = SignLayout.of(run.layers).groups(0).getFirst();
    assertUniform(
        Arrays.copyOfRange(stored, stored.length - UNITS * (18 * 16 + 16), stored.length));
    assertUniform(Arrays.copyOf(message, group.rowAt(0)));
    assertUniform(Arrays.copyOfRange(message, group.rowAt(0), group.bitsAt()));
    assertUniform(Arrays.copyOfRange(message, group.bitsAt(), message.length));
  }

  @Test
  void whatTheServerSeesIsUniform() {
    TwoParties.Results<ServerRelus, ClientRelus> halves = prepared(-1000);
    halves.server().send(line, 0, run.serverShares.getFirst());
    assertUniform(halves.client().evaluate(line, 0));
  }

  @Test
  void theMaskedBitSaysNothingOfTheSign() {
    for (long value : new long[] {1000, -1000}) {
      TwoParties.Results<ServerRelus, ClientRelus> halves = prepared(value);
      halves.server().send(line, 0, run.serverShares.getFirst());
      LayerGroup group = SignLayout.of(run.layers).groups(0).getFirst();
      byte[] message = line.next();
      long ones = 0;
      for (int i = group.bitsAt(); i < message.length; i++) {
        ones += Integer.bitCount(message[i] & 255);
      }
      assertThat((double) ones)
          .isBetween(UNITS / 2.0 - 3 * Math.sqrt(UNITS), UNITS / 2.0 + 3 * Math.sqrt(UNITS));
      halves.client().evaluate(line, 0);
    }
  }

  private TwoParties.Results<ServerRelus, ClientRelus> prepared(long value) {
    long[] server = run.serverShares.getFirst();
    Arrays.setAll(run.clientShares.getFirst(), i -> value - server[i]);
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    InsecureIdealTransfer.Pair ideal = InsecureIdealTransfer.pair(new InsecureFixedEntropy(4));
    return run.prepare(pair.server(), pair.client(), ideal.server(), ideal.client());
  }

  /** Chi-square of bytes over 256 bins. */
  private static void assertUniform(byte[] bytes) {
    long[] counts = new long[256];
    for (byte b : bytes) {
      counts[b & 255]++;
    }
    double expected = bytes.length / 256.0;
    double sum = 0;
    for (long count : counts) {
      sum += (count - expected) * (count - expected) / expected;
    }
    double deviation = Math.sqrt(2 * 255);
    assertThat(sum).isBetween(255 - 6 * deviation, 255 + 6 * deviation);
  }
}
