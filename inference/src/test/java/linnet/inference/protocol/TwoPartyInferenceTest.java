// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.compile.Compiler;
import linnet.inference.compile.CompilerOptions;
import linnet.inference.plan.PrivateProgram;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.plan.Step;
import linnet.inference.testing.RandomModels;
import linnet.inference.testing.TwoParty;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwoPartyInferenceTest {
  private static final Shape SHAPE = new Shape(3, 8, 8);

  private static PrivateProgram program(Model model) {
    float[][] images = RandomModels.images(model.network().input(), 8, 77);
    return Compiler.compile(model, images, CompilerOptions.defaults());
  }

  private static PrivateProgram resnet(double kept) {
    return program(RandomModels.builtIn("resnet18", SHAPE, 4, kept, 11));
  }

  private static TwoParty.Outcome<PrivateResult> infer(PrivateProgram program, float[][] images) {
    return TwoParty.run(
        program,
        channel -> {
          try (ClientInference client = ClientInference.open(channel, TwoParty.clientSettings())) {
            return client.prepare(images.length).infer(images);
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"resnet18,4,2", "wrn22x8,1,1"})
  void withAllUnitsKeptTheLogitsEqualTheClearExecutorsBitForBit(String name, int width, int batch) {
    PrivateProgram program = program(RandomModels.builtIn(name, SHAPE, width, 1, 11));
    float[][] images = RandomModels.images(SHAPE, batch, 5);
    PrivateResult result = infer(program, images).get();
    assertThat(result.logits()).isDeepEqualTo(new FixedPointExecutor(program).run(images).logits());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomGraphsWithAllUnitsKeptAreExactToo(long seed) {
    Model model = RandomModels.graph(seed, 1);
    PrivateProgram program = program(model);
    float[][] images = RandomModels.images(model.network().input(), 3, seed);
    assertThat(infer(program, images).get().logits())
        .isDeepEqualTo(new FixedPointExecutor(program).run(images).logits());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.5})
  void withPartialMasksTheLogitsStayWithinTheStatedTolerance(double kept) {
    PrivateProgram program = resnet(kept);
    float[][] images = RandomModels.images(SHAPE, 3, 5);
    PrivateResult result = infer(program, images).get();
    long[][] clear = new FixedPointExecutor(program).run(images).logits();
    assertThat(Logits.distance(clear, result.logits()))
        .isPositive()
        .isLessThanOrEqualTo(program.plan().logitTolerance());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void theSharesAtEveryTruncationExplainEveryBit(double kept) {
    PrivateProgram program = resnet(kept);
    float[][] images = RandomModels.images(SHAPE, 2, 5);
    Map<String, long[][]> shares = new HashMap<>();
    PrivateResult result =
        TwoParty.run(
                program,
                channel -> {
                  try (ClientInference client =
                      ClientInference.open(
                          channel,
                          TwoParty.clientSettings(),
                          (boundary, share) -> shares.put(boundary.name(), share.toImages()))) {
                    return client.prepare(images.length).infer(images);
                  }
                })
            .get();
    FixedPointExecutor executor = new FixedPointExecutor(program);
    assertThat(shares).hasSize(17);
    assertThat(executor.run(images, (boundary, batch) -> shares.get(boundary.name())).logits())
        .isDeepEqualTo(result.logits());
  }

  @Test
  void comparedUnitsAreTheKeptUnitsTimesTheBatch() {
    PrivateProgram program = resnet(0.2);
    TwoParty.Outcome<PrivateResult> outcome = infer(program, RandomModels.images(SHAPE, 3, 5));
    PredictionStatistics statistics = outcome.get().statistics();
    assertThat(statistics.comparedUnits()).isEqualTo(3L * program.plan().keptUnits()).isPositive();
    List<Step.Boundary> boundaries = program.plan().boundaries();
    for (int i = 0; i < boundaries.size(); i++) {
      SiteStatistics site = statistics.sites().get(i);
      assertThat(site.site()).isEqualTo(boundaries.get(i).name());
      assertThat(site.comparedUnits()).isEqualTo(3L * boundaries.get(i).kept().kept());
      assertThat(site.comparedUnits() + site.linearizedUnits())
          .isEqualTo(3L * boundaries.get(i).kept().shape().units());
    }
    assertThat(outcome.serverStatistics()).hasSize(1);
    PredictionStatistics server = outcome.serverStatistics().getFirst();
    assertThat(server.comparedUnits()).isEqualTo(statistics.comparedUnits());
    assertThat(server.online().bytes()).isEqualTo(statistics.online().bytes() - 10);
    assertThat(server.dealer()).isTrue();
    assertThat(statistics.dealer()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.1, 1", "0.3, 3", "1, 2"})
  void bytesCountedOnTheWireEqualTheFormula(double kept, int batch) {
    PrivateProgram program = resnet(kept);
    PredictionStatistics statistics =
        infer(program, RandomModels.images(SHAPE, batch, 5)).get().statistics();
    PredictionCost cost = PredictionCost.of(program.plan(), batch);
    assertThat(statistics.correlations().bytes()).isEqualTo(cost.correlationBytes());
    assertThat(statistics.offline().bytes()).isEqualTo(cost.offlineBytes());
    assertThat(statistics.online().bytes()).isEqualTo(cost.onlineBytes());
  }

  @Test
  void anInferenceTakesOneRoundTripForEachBoundaryThatKeepsAUnit() {
    PrivateResult some = infer(resnet(0.3), RandomModels.images(SHAPE, 1, 5)).get();
    assertThat(some.statistics().online().rounds()).isEqualTo(2 * 17 + 2);
    PrivateResult none = infer(resnet(0), RandomModels.images(SHAPE, 1, 5)).get();
    // The client spoke last offline, so its masked image is no change of direction.
    assertThat(none.statistics().online().rounds()).isEqualTo(1);
  }

  @Test
  void severalInferencesOfOneSessionUseFreshMaterial() {
    PrivateProgram program = resnet(0.2);
    float[][] images = RandomModels.images(SHAPE, 2, 5);
    List<PrivateResult> results =
        TwoParty.run(
                program,
                channel -> {
                  try (ClientInference client =
                      ClientInference.open(channel, TwoParty.clientSettings())) {
                    PrivateResult first = client.prepare(2).infer(images);
                    client.prepare(1); // never used
                    return List.of(first, client.prepare(2).infer(images));
                  }
                })
            .get();
    long[][] clear = new FixedPointExecutor(program).run(images).logits();
    long tolerance = program.plan().logitTolerance();
    for (PrivateResult result : results) {
      assertThat(Logits.distance(clear, result.logits())).isLessThanOrEqualTo(tolerance);
    }
    // Equal deviations would mean equal shares.
    assertThat(results.get(0).logits()[0]).isNotEqualTo(results.get(1).logits()[0]);
  }

  @Test
  void aPreparedInferenceRunsOnce() {
    float[][] images = RandomModels.images(SHAPE, 1, 5);
    TwoParty.run(
            resnet(0.1),
            channel -> {
              try (ClientInference client =
                  ClientInference.open(channel, TwoParty.clientSettings())) {
                PreparedInference replaced = client.prepare(1);
                PreparedInference prepared = client.prepare(1);
                assertThatThrownBy(() -> replaced.infer(images))
                    .isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> prepared.infer(RandomModels.images(SHAPE, 2, 5)))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("prepared for 1");
                PrivateResult result = prepared.infer(images);
                assertThatThrownBy(() -> prepared.infer(images))
                    .isInstanceOf(IllegalStateException.class);
                return result;
              }
            })
        .get();
  }

  @Test
  void batchesOutOfRangeAreRefusedBeforeAnythingIsSent() {
    TwoParty.run(
            resnet(0),
            channel -> {
              try (ClientInference client =
                  ClientInference.open(channel, TwoParty.clientSettings())) {
                assertThat(client.maxBatch()).isEqualTo(4);
                for (int batch : new int[] {-1, 0, 5}) {
                  assertThatThrownBy(() -> client.prepare(batch))
                      .isInstanceOf(InputException.class)
                      .hasMessageContaining("between 1 and 4");
                }
                return true;
              }
            })
        .get();
  }

  @Test
  void theClientLearnsThePlanAndThatThereIsADealer() {
    PrivateProgram program = resnet(0.1);
    ProgramPlan plan =
        TwoParty.run(
                program,
                channel -> {
                  try (ClientInference client =
                      ClientInference.open(
                          channel,
                          TwoParty.clientSettings().withExpectedDigest(program.plan().digest()))) {
                    assertThat(client.usesDealer()).isTrue();
                    return client.plan();
                  }
                })
            .get();
    assertThat(plan.digest()).isEqualTo(program.plan().digest());
  }
}
