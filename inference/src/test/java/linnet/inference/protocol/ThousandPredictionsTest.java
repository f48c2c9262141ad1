// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.lattice.LatticeCache;
import linnet.crypto.random.InsecureFixedEntropy;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.clear.Truncation;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.material.MemoryMaterialStore;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.testing.RandomModels;
import linnet.network.Model;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;

/** A small network, as it is served: encrypted linear layers, one-round signs. */
class ThousandPredictionsTest {
  private static final Model MODEL = RandomModels.tiny(2, 0.5);
  private static final Shape SHAPE = MODEL.network().input();
  private static final int BATCH = 50;
  private static final int BATCHES = 20;
  private static final PrivateProgram PROGRAM =
      Compiler.compile(MODEL, RandomModels.images(SHAPE, 20, 1), CompilerOptions.defaults());

  @Test
  void aThousandPrivatePredictionsAreExplainedBitForBitAndStayWithinTheTolerance() {
    InMemoryChannel.Pair pair = InMemoryChannel.pair();
    ServerInference server = new ServerInference(PROGRAM, settings());
    Thread.ofPlatform()
        .start(() -> server.serve(pair.server(), SessionGuard.OPEN, SessionListener.NONE));
    Map<String, long[][]> shares = new HashMap<>();
    int sameClass = 0;
    try (ClientInference client =
        ClientInference.open(
            pair.client(),
            ClientSettings.defaults().withEntropy(new InsecureFixedEntropy(4)),
            (boundary, share) -> shares.put(boundary.name(), share.toImages()))) {
      for (int batch = 0; batch < BATCHES; batch++) {
        client.prepare(BATCH);
        sameClass += agreeing(client, RandomModels.images(SHAPE, BATCH, 100 + batch), shares);
      }
    }
    assertThat(sameClass).isGreaterThan(BATCH * BATCHES * 95 / 100);
  }

  /** Checks one batch; how many classes are those of the clear executor that rounds down. */
  private static int agreeing(
      ClientInference client, float[][] images, Map<String, long[][]> shares) {
    PrivateResult result = client.infer(images);
    FixedPointExecutor clear = new FixedPointExecutor(PROGRAM);
    Truncation traced = (boundary, count) -> shares.get(boundary.name());
    assertThat(clear.run(images, traced.alsoOfKeptUnits()).logits()).isDeepEqualTo(result.logits());
    long[][] floor = clear.run(images).logits();
    assertThat(Logits.distance(floor, result.logits()))
        .isLessThanOrEqualTo(PROGRAM.plan().logitTolerance());
    int[] expected = Logits.classes(floor);
    int same = 0;
    for (int i = 0; i < expected.length; i++) {
      same += expected[i] == result.classes()[i] ? 1 : 0;
    }
    return same;
  }

  private static ServerSettings settings() {
    return ServerSettings.of(new MemoryMaterialStore(1L << 29), LatticeCache.inMemory(1L << 28))
        .withLimits(BATCH, BATCH)
        .withEntropy(new InsecureFixedEntropy(3));
  }
}
