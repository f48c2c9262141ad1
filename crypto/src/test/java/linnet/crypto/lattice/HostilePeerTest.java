// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import linnet.crypto.channel.Channel;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.MessageType;
import linnet.crypto.channel.PeerException;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.crypto.random.Prg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostilePeerTest {
  private static final ConvolutionShape SHAPE = new ConvolutionShape(2, 6, 6, 3, 3, 1, 1, 1);
  private static final List<LinearJob> JOBS = List.of(new LinearJob("one", List.of(SHAPE)));

  private final InMemoryChannel.Pair line = InMemoryChannel.pair();
  private final Prg random = new Prg(new byte[Prg.SEED_BYTES]);

  @Test
  void randomKeysAndValuesGiveTheServerNothingToStumbleOver() {
    line.client().send(Wire.PUBLIC_KEY, random.bytes(Wire.wholeBytes()));
    int inputs = part().ring().inputs();
    IntStream.range(0, inputs)
        .forEach(i -> line.client().send(Wire.VALUES, random.bytes(Wire.wholeBytes())));
    open().handle(0, masks());
    assertThat(line.server().traffic().bytesSent())
        .isEqualTo(LatticeCost.of(JOBS, 1).bytesToClient());
  }

  @Test
  void randomResultsGiveTheClientWrongNumbersOnly() {
    LatticeClient client = client();
    for (int output = 0; output < part().ring().outputs(SHAPE); output++) {
      sendResults(random, output);
    }
    assertThat(client.receive(0).getFirst()).hasSize(SHAPE.outputCount(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 147_455, 147_457, 1 << 20})
  void aKeyOfAnotherLengthEndsTheSession(int length) {
    line.client().send(Wire.PUBLIC_KEY, new byte[length]);
    assertThatThrownBy(this::open)
        .isInstanceOf(PeerException.class)
        .hasMessageContaining("public keys");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 147_455, 147_457})
  void valuesOfAnotherLengthEndTheSession(int length) {
    line.client().send(Wire.PUBLIC_KEY, random.bytes(Wire.wholeBytes()));
    line.client().send(Wire.VALUES, new byte[length]);
    LatticeServer.Batch batch = open();
    assertThatThrownBy(() -> batch.handle(0, masks())).isInstanceOf(PeerException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void resultsOfAnotherLengthEndTheSession(int more) {
    LatticeClient client = client();
    line.server().send(Wire.RESULTS, new byte[resultBytes(0) + more]);
    assertThatThrownBy(() -> client.receive(0)).isInstanceOf(PeerException.class);
  }

  @Test
  void anotherMessageEndsTheSession() {
    line.client().send(new MessageType(1, "nonsense"), new byte[Wire.wholeBytes()]);
    assertThatThrownBy(this::open).isInstanceOf(PeerException.class);
  }

  @Test
  void aClientThatLeavesEndsTheSession() {
    line.client().send(Wire.PUBLIC_KEY, random.bytes(Wire.wholeBytes()));
    LatticeServer.Batch batch = open();
    line.client().close();
    assertThatThrownBy(() -> batch.handle(0, masks())).isInstanceOf(PeerException.class);
  }

  @Test
  void aJobCannotBeSentTwice() {
    LatticeClient client = client();
    client.send(0, new long[SHAPE.inputCount(1)]);
    assertThatThrownBy(() -> client.send(0, new long[SHAPE.inputCount(1)]))
        .isInstanceOf(IllegalStateException.class);
  }

  private LatticeServer.Batch open() {
    Channel channel = line.server();
    return LatticeServer.of(
            JOBS, List.of(List.of(Shapes.weights(SHAPE, 1))), LatticeCache.inMemory(1 << 20))
        .open(channel, new InsecureFixedEntropy(1), 1);
  }

  private LatticeClient client() {
    return LatticeClient.open(line.client(), new InsecureFixedEntropy(2), JOBS, 1);
  }

  private static List<long[]> masks() {
    return List.of(new long[SHAPE.outputCount(1)]);
  }

  private static JobLayout.Part part() {
    return BatchPlan.of(JOBS, 1).jobs().getFirst().parts().getFirst();
  }

  private void sendResults(Prg random, int output) {
    line.server().send(Wire.RESULTS, random.bytes(resultBytes(output)));
  }

  private static int resultBytes(int output) {
    return BatchPlan.of(JOBS, 1).resultBytes(part().ring().resultCount(SHAPE, output));
  }
}
