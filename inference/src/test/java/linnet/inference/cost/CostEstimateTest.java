// SPDX-License-Identifier: Apache-2.0
package linnet.inference.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import linnet.crypto.channel.LinkProfile;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.Disclosure;
import linnet.inference.protocol.LayerKind;
import linnet.inference.protocol.PredictionCost;
import linnet.inference.protocol.ProtocolParameters;
import linnet.network.BudgetException;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Shape;
import linnet.network.cost.Costs;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CostEstimateTest {
  private static final Network NETWORK =
      Networks.byName("resnet18", NetworkOptions.of(new Shape(3, 8, 8), 10, 4));

  private static ProgramPlan plan(int units) {
    return RandomProgram.of(NETWORK, new ReluBudget(units), 3).plan();
  }

  private static CostEstimate estimate(ProgramPlan plan, LinkProfile link) {
    return CostEstimate.of(plan, ProtocolParameters.DEFAULT, 4, 2, MachineSpeeds.DEFAULT, link);
  }

  @ParameterizedTest
  @CsvSource({
    "0, SIGN, SOFT_SPOKEN, LOGITS, 1, 1",
    "300, SIGN, SOFT_SPOKEN, LOGITS, 3, 2",
    "300, SIGN, IKNP, CLASS, 1, 4",
    "300, FULL, IKNP, LOGITS, 2, 2",
    "2176, SIGN, SOFT_SPOKEN, CLASS, 5, 1"
  })
  void theLayersOfAnEstimateSumToTheBytesOfThePrediction(
      int units, ReluForm form, TransferKind kind, Disclosure disclosure, int prepare, int online) {
    ProgramPlan plan = plan(units);
    ProtocolParameters parameters =
        ProtocolParameters.DEFAULT.with(form).with(kind).with(disclosure);

    CostEstimate estimate =
        CostEstimate.of(
            plan, parameters, prepare, online, MachineSpeeds.DEFAULT, LinkProfile.LOOPBACK);

    PredictionCost prepared = PredictionCost.of(plan, parameters, prepare);
    PredictionCost asked = PredictionCost.of(plan, parameters, online);
    assertThat(estimate.offlineBytes()).isEqualTo(prepared.offlineBytes());
    assertThat(estimate.onlineBytes()).isEqualTo(asked.onlineBytes());
    assertThat(estimate.keptUnits()).isEqualTo(units);
    assertThat(estimate.macs()).isEqualTo(Costs.macs(NETWORK));
    assertThat(estimate.layers()).allMatch(l -> l.offlineBytes() >= 0 && l.onlineBytes() >= 0);
  }

  @Test
  void everyConvolutionAndSiteHasARowUnlessItSharesItsInput() {
    CostEstimate estimate = estimate(plan(300), LinkProfile.LOOPBACK);

    assertThat(estimate.layers().stream().filter(l -> l.kind() == LayerKind.RELU)).hasSize(17);
    assertThat(estimate.layers().stream().filter(l -> l.kind() == LayerKind.CONVOLUTION))
        .hasSize(18);
    assertThat(estimate.layers().getFirst().kind()).isEqualTo(LayerKind.IMAGE);
    assertThat(estimate.layers().getLast().kind()).isEqualTo(LayerKind.OUTPUT);
  }

  @Test
  void aSiteWithoutKeptUnitsCostsNothingOnline() {
    assertThat(estimate(plan(0), LinkProfile.WAN).layers())
        .filteredOn(layer -> layer.kind() == LayerKind.RELU)
        .allMatch(layer -> layer.onlineBytes() == 0 && layer.onlineRounds() == 0);
  }

  @Test
  void aLinkAddsItsRoundTripsAndItsBytes() {
    ProgramPlan plan = plan(300);
    CostEstimate loopback = estimate(plan, LinkProfile.LOOPBACK);
    CostEstimate wan = estimate(plan, LinkProfile.WAN);

    double waiting = wan.onlineRounds() * (double) LinkProfile.WAN.roundTrip().toMillis();
    double sending = wan.onlineBytes() * 8e3 / LinkProfile.WAN.bitsPerSecond();
    assertThat(wan.onlineRounds()).isEqualTo(18);
    assertThat(wan.onlineMillis() - loopback.onlineMillis())
        .isCloseTo(waiting + sending, within(1.0));
    assertThat(wan.offlineMillis()).isGreaterThan(loopback.offlineMillis());
  }

  @Test
  void fasterMachinesTakeLess() {
    ProgramPlan plan = plan(2176);
    MachineSpeeds d = MachineSpeeds.DEFAULT;
    MachineSpeeds faster =
        new MachineSpeeds(
            "faster",
            d.cores(),
            2 * d.encryptedMultiplyAdds(),
            d.encryptionMicros() / 2,
            d.answerMicros() / 2,
            d.decryptionMicros() / 2,
            2 * d.garbledGates(),
            2 * d.evaluatedGates(),
            2 * d.transfers(),
            d.preparedUnitNanos() / 2,
            d.comparedUnitNanos() / 2,
            2 * d.onlineMultiplyAdds(),
            2 * d.aesGigabytes());

    CostEstimate slow = estimate(plan, LinkProfile.LOOPBACK);
    CostEstimate fast =
        CostEstimate.of(plan, ProtocolParameters.DEFAULT, 4, 2, faster, LinkProfile.LOOPBACK);

    assertThat(fast.offlineMillis()).isCloseTo(slow.offlineMillis() / 2, within(1e-6));
    assertThat(fast.onlineMillis()).isCloseTo(slow.onlineMillis() / 2, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void emptyBatchesAreRefused(int batch) {
    ProgramPlan plan = plan(0);
    assertThatThrownBy(() -> PredictionCost.of(plan, ProtocolParameters.DEFAULT, batch, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRandomProgramKeepsExactlyItsBudgetSpreadEvenly() {
    ProgramPlan plan = plan(1088);

    assertThat(NETWORK.relus()).isEqualTo(2176);
    assertThat(plan.keptUnits()).isEqualTo(1088);
    assertThat(plan.boundaries())
        .allMatch(b -> Math.abs(b.kept().shape().units() - 2 * b.kept().kept()) <= 2);
    assertThatThrownBy(() -> plan(2177)).isInstanceOf(BudgetException.class);
  }

  @Test
  void delphiIsLinearInItsMeasuredConstants() {
    DelphiCost all = DelphiCost.of(557_056);

    assertThat(all.onlineMillis()).isCloseTo(14_770, within(1e-6));
    assertThat(all.offlineBytes()).isEqualTo(11_040_000_000L);
    assertThat(all.storedBytes()).isEqualTo(557_056L * 18_248);
    assertThat(DelphiCost.of(0).offlineBytes()).isZero();
    assertThat(all.over(LinkProfile.LOOPBACK)).isEqualTo(all);
    assertThat(all.over(LinkProfile.WAN).onlineMillis()).isGreaterThan(all.onlineMillis() + 10_000);
  }
}
