// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import linnet.crypto.channel.MismatchException;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.clear.FixedPointExecutor;
import linnet.inference.clear.Logits;
import linnet.inference.clear.Truncation;
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
import org.junit.jupiter.params.provider.EnumSource;
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

  private static ServerSettings dealer(ReluForm form) {
    ServerSettings settings = TwoParty.serverSettings(4);
    return settings.with(settings.parameters().with(form));
  }

  private static ServerSettings lattice() {
    ServerSettings dealer = TwoParty.serverSettings(4);
    return dealer.with(dealer.parameters().with(CorrelationSource.LATTICE));
  }

  private static PrivateResult prepareAndInfer(ClientInference client, float[][] images) {
    client.prepare(images.length);
    return client.infer(images);
  }

  private static TwoParty.Outcome<PrivateResult> infer(
      PrivateProgram program, ServerSettings settings, float[][] images) {
    return TwoParty.run(
        program,
        settings,
        channel -> {
          try (ClientInference client = ClientInference.open(channel, TwoParty.clientSettings())) {
            return prepareAndInfer(client, images);
          }
        },
        UnaryOperator.identity());
  }

  @ParameterizedTest
  @CsvSource({"resnet18,4,2", "wrn22x8,1,1"})
  void withAllUnitsInFullCircuitsTheLogitsEqualTheClearExecutorsBitForBit(
      String name, int width, int batch) {
    PrivateProgram program = program(RandomModels.builtIn(name, SHAPE, width, 1, 11));
    float[][] images = RandomModels.images(SHAPE, batch, 5);
    PrivateResult result = infer(program, dealer(ReluForm.FULL), images).get();
    assertThat(result.logits()).isDeepEqualTo(new FixedPointExecutor(program).run(images).logits());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomGraphsWithAllUnitsInFullCircuitsAreExactToo(long seed) {
    Model model = RandomModels.graph(seed, 1);
    PrivateProgram program = program(model);
    float[][] images = RandomModels.images(model.network().input(), 3, seed);
    assertThat(infer(program, dealer(ReluForm.FULL), images).get().logits())
        .isDeepEqualTo(new FixedPointExecutor(program).run(images).logits());
  }

  @ParameterizedTest
  @CsvSource({"0,SIGN", "0.1,SIGN", "0.5,SIGN", "1,SIGN", "0.3,FULL"})
  void logitsStayWithinTheStatedTolerance(double kept, ReluForm form) {
    PrivateProgram program = resnet(kept);
    float[][] images = RandomModels.images(SHAPE, 3, 5);
    PrivateResult result = infer(program, dealer(form), images).get();
    long[][] clear = new FixedPointExecutor(program).run(images).logits();
    assertThat(Logits.distance(clear, result.logits()))
        .isPositive()
        .isLessThanOrEqualTo(program.plan().logitTolerance());
  }

  @ParameterizedTest
  @CsvSource({"0,SIGN,false", "0.3,FULL,false", "0.3,SIGN,false", "0.3,SIGN,true", "1,SIGN,false"})
  void theSharesAtEveryTruncationExplainEveryBit(double kept, ReluForm form, boolean encrypted) {
    PrivateProgram program = resnet(kept);
    float[][] images = RandomModels.images(SHAPE, 2, 5);
    Map<String, long[][]> shares = new HashMap<>();
    ServerSettings settings = encrypted ? lattice() : dealer(form);
    PrivateResult result =
        TwoParty.run(
                program,
                settings,
                channel -> {
                  try (ClientInference client =
                      ClientInference.open(
                          channel,
                          TwoParty.clientSettings(),
                          (boundary, share) -> shares.put(boundary.name(), share.toImages()))) {
                    return prepareAndInfer(client, images);
                  }
                },
                UnaryOperator.identity())
            .get();
    Truncation traced = (boundary, batch) -> shares.get(boundary.name());
    Truncation truncation = form == ReluForm.SIGN ? traced.alsoOfKeptUnits() : traced;
    assertThat(shares).hasSize(17);
    assertThat(new FixedPointExecutor(program).run(images, truncation).logits())
        .isDeepEqualTo(result.logits());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomGraphsWithEncryptedLinearLayersAreExplainedBitForBit(long seed) {
    Model model = RandomModels.graph(seed, 0.5);
    PrivateProgram program = program(model);
    float[][] images = RandomModels.images(model.network().input(), 3, seed);
    Map<String, long[][]> shares = new HashMap<>();
    PrivateResult result =
        TwoParty.run(
                program,
                lattice(),
                channel -> {
                  try (ClientInference client =
                      ClientInference.open(
                          channel,
                          TwoParty.clientSettings(),
                          (boundary, share) -> shares.put(boundary.name(), share.toImages()))) {
                    return prepareAndInfer(client, images);
                  }
                },
                UnaryOperator.identity())
            .get();
    Truncation traced = (boundary, batch) -> shares.get(boundary.name());
    assertThat(new FixedPointExecutor(program).run(images, traced.alsoOfKeptUnits()).logits())
        .isDeepEqualTo(result.logits());
  }

  @Test
  void whereOnlyTheClassIsDisclosedThereAreNoLogits() {
    PrivateProgram program = resnet(0.2);
    float[][] images = RandomModels.images(SHAPE, 3, 5);
    ServerSettings settings = TwoParty.serverSettings(4);
    PrivateResult result =
        infer(program, settings.with(settings.parameters().with(Disclosure.CLASS)), images).get();
    assertThat(result.hasLogits()).isFalse();
    assertThat(result.classes()).isEqualTo(new FixedPointExecutor(program).run(images).classes());
  }

  @Test
  void comparedUnitsAreTheKeptUnitsTimesTheBatch() {
    PrivateProgram program = resnet(0.2);
    TwoParty.Outcome<PrivateResult> outcome =
        infer(program, TwoParty.serverSettings(4), RandomModels.images(SHAPE, 3, 5));
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
    assertThat(server.dealer()).isTrue();
    assertThat(statistics.dealer()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, SIGN, SOFT_SPOKEN, true, LOGITS",
    "0.1, 1, SIGN, SOFT_SPOKEN, false, LOGITS",
    "0.3, 3, SIGN, IKNP, false, LOGITS",
    "0.3, 3, FULL, IKNP, false, CLASS",
    "0.3, 2, FULL, SOFT_SPOKEN, true, LOGITS",
    "1, 2, SIGN, SOFT_SPOKEN, true, CLASS"
  })
  void bytesCountedOnTheWireEqualTheFormula(
      double kept,
      int batch,
      ReluForm form,
      TransferKind transfers,
      boolean encrypted,
      Disclosure disclosure) {
    PrivateProgram program = resnet(kept);
    ServerSettings settings = encrypted ? lattice() : TwoParty.serverSettings(4);
    ProtocolParameters parameters =
        settings.parameters().with(form).with(transfers).with(disclosure);
    float[][] images = RandomModels.images(SHAPE, batch, 5);
    TwoParty.run(
            program,
            settings.with(parameters),
            channel -> {
              try (ClientInference client =
                  ClientInference.open(channel, TwoParty.clientSettings())) {
                client.prepare(1); // with the session's base transfers, which are no part of it
                long before = channel.traffic().bytes();
                PreparationStatistics made = client.prepare(batch);
                PredictionCost cost = PredictionCost.of(program.plan(), parameters, batch);
                assertThat(made.linear().bytes()).isEqualTo(cost.linearBytes());
                assertThat(channel.traffic().bytes() - before).isEqualTo(cost.offlineBytes());
                before = channel.traffic().bytes();
                PrivateResult result = client.infer(images);
                assertThat(channel.traffic().bytes() - before).isEqualTo(cost.onlineBytes());
                assertThat(result.statistics().online().bytes()).isEqualTo(cost.onlineBytes());
                return result;
              }
            },
            UnaryOperator.identity())
        .get();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void anInferenceTakesOneRoundTripForEachBoundaryThatKeepsAUnit(int batch) {
    float[][] images = RandomModels.images(SHAPE, batch, 5);
    PrivateResult some = infer(resnet(0.3), TwoParty.serverSettings(4), images).get();
    assertThat(some.statistics().online().rounds()).isEqualTo(2 * 17 + 2);
    PrivateResult none = infer(resnet(0), TwoParty.serverSettings(4), images).get();
    assertThat(none.statistics().online().rounds()).isEqualTo(2);
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
                    client.prepare(3);
                    client.prepare(2);
                    assertThat(client.prepared()).isEqualTo(5);
                    List<PrivateResult> two = List.of(client.infer(images), client.infer(images));
                    assertThat(client.prepared()).isEqualTo(1);
                    return two;
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
  void materialOutlivesTheSessionInWhichItWasMade() {
    PrivateProgram program = resnet(0.2);
    float[][] images = RandomModels.images(SHAPE, 2, 5);
    ServerSettings server = TwoParty.serverSettings(4);
    ClientSettings settings = TwoParty.clientSettings();
    TwoParty.run(
            program,
            server,
            channel -> {
              try (ClientInference client = ClientInference.open(channel, settings)) {
                return client.prepare(2);
              }
            },
            UnaryOperator.identity())
        .get();
    PrivateResult result =
        TwoParty.run(
                program,
                server,
                channel -> {
                  try (ClientInference client = ClientInference.open(channel, settings)) {
                    return client.infer(images);
                  }
                },
                UnaryOperator.identity())
            .get();
    long[][] clear = new FixedPointExecutor(program).run(images).logits();
    assertThat(Logits.distance(clear, result.logits()))
        .isLessThanOrEqualTo(program.plan().logitTolerance());
  }

  @Test
  void withoutMaterialAtEitherEndAnInferenceIsRefusedAndTheSessionGoesOn() {
    float[][] images = RandomModels.images(SHAPE, 1, 5);
    ServerSettings server = TwoParty.serverSettings(4);
    TwoParty.run(
            resnet(0.1),
            server,
            channel -> {
              try (ClientInference client =
                  ClientInference.open(channel, TwoParty.clientSettings())) {
                assertThatThrownBy(() -> client.infer(images))
                    .isInstanceOf(MissingMaterialException.class)
                    .hasMessageContaining("1 pieces of material are needed and 0 are prepared");
                client.prepare(1);
                spendAll(server);
                assertThatThrownBy(() -> client.infer(images))
                    .isInstanceOf(MissingMaterialException.class)
                    .hasMessageContaining("no longer has 1 of the pieces");
                return prepareAndInfer(client, images);
              }
            },
            UnaryOperator.identity())
        .get();
  }

  private static void spendAll(ServerSettings server) {
    server
        .store()
        .pools()
        .forEach(
            usage ->
                server
                    .store()
                    .available(usage.pool(), 100)
                    .forEach(piece -> server.store().claim(usage.pool(), piece)));
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

  @ParameterizedTest
  @EnumSource(ReluForm.class)
  void parametersTravelInTheirCanonicalForm(ReluForm form) {
    for (TransferKind transfers : TransferKind.values()) {
      for (Disclosure disclosure : Disclosure.values()) {
        ProtocolParameters parameters =
            ProtocolParameters.DEFAULT.with(form).with(transfers).with(disclosure);
        assertThat(ProtocolParameters.parse(parameters.canonical())).isEqualTo(parameters);
      }
    }
    assertThatThrownBy(() -> ProtocolParameters.parse("linear=homomorphic"))
        .isInstanceOf(MismatchException.class)
        .hasMessageContaining("linear=homomorphic");
  }
}
