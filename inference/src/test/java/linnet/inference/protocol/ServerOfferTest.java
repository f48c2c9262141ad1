// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.MismatchException;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.cost.RandomProgram;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.testing.TwoParty;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;

/** One model at two widths, both offered. */
final class ServerOfferTest {
  private static final Model MODEL = model();
  private static final PrivateProgram FULL = RandomProgram.compile(MODEL.at(1), 1);
  private static final PrivateProgram HALF = RandomProgram.compile(MODEL.at(0.5), 1);
  private static final ServerOffer OFFER =
      new ServerOffer(
          List.of(
              new ServerInference(FULL, TwoParty.serverSettings(4)),
              new ServerInference(HALF, TwoParty.serverSettings(4))));

  private static Model model() {
    Network network =
        Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 8, 8), 5, 4))
            .withWidths(Widths.of(0.5, 1));
    Random random = new Random(3);
    Masks masks =
        Masks.forEach(
            network,
            site ->
                Mask.of(
                    site.shape(),
                    random.ints(site.units() / 3, 0, site.units()).distinct().toArray()));
    return new Model(network, Weights.random(network, 2), masks);
  }

  private static ClientInference connect(String digest) {
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    Thread.startVirtualThread(
        () -> {
          try {
            OFFER.serve(pair.server(), SessionGuard.OPEN, SessionListener.NONE);
          } catch (MismatchException sameAtTheClient) { // the client says it too
            assertThat(sameAtTheClient).hasMessageContaining("plan");
          }
        });
    return ClientInference.open(
        pair.client(), TwoParty.clientSettings().withExpectedDigest(digest));
  }

  @Test
  void aClientGetsTheProgramOnWhoseDigestItInsists() {
    for (PrivateProgram program : List.of(FULL, HALF)) {
      float[][] images = RandomProgram.images(program.plan().input(), 2, 9);
      long[][] clear = new FixedPointExecutor(program).run(images).logits();
      try (ClientInference client = connect(program.plan().digest())) {
        assertThat(client.plan().digest()).isEqualTo(program.plan().digest());
        client.prepare(2);
        assertThat(Logits.distance(clear, client.infer(images).logits()))
            .isLessThanOrEqualTo(program.plan().logitTolerance());
      }
    }
    assertThat(HALF.plan().keptUnits()).isEqualTo(MODEL.at(0.5).relus());
    assertThat(HALF.plan().network()).isEqualTo("resnet18@0.5");
  }

  @Test
  void othersGetTheFirstAndWhoInsistsOnAThirdIsRefused() {
    try (ClientInference client = connect("")) {
      assertThat(client.plan().digest()).isEqualTo(FULL.plan().digest());
    }
    assertThatThrownBy(() -> connect("ab".repeat(32)))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("expects the plan abababababababab");
  }
}
