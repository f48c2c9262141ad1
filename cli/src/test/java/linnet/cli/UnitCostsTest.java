// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.PredictionCost;
import linnet.inference.protocol.ProtocolParameters;
import linnet.linearization.UnitCosts;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.Weights;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import org.junit.jupiter.api.Test;

class UnitCostsTest {
  private static final Network NETWORK =
      Networks.byName(
          "resnet18",
          new NetworkOptions(new Shape(1, 8, 8), 10, 2, Stem.CIFAR, true, Pooling.AVERAGE));
  private static final Model TEACHER =
      new Model(NETWORK, Weights.random(NETWORK, 1), Masks.all(NETWORK));

  @Test
  void everySiteHasACostOfSomeHundredBytesAUnit() {
    UnitCosts costs = CostModel.unitCosts(TEACHER);

    assertThat(costs.bySite().keySet())
        .containsExactlyElementsOf(NETWORK.sites().stream().map(Site::name).toList());
    assertThat(costs.bySite().values()).allMatch(bytes -> bytes > 100 && bytes < 2000);
  }

  @Test
  void theCostsOfAllUnitsAreWhatTheProtocolCountsForThem() {
    UnitCosts costs = CostModel.unitCosts(TEACHER);
    double all =
        NETWORK.sites().stream().mapToDouble(site -> costs.of(site.name()) * site.units()).sum();

    double counted = bytes(Masks.all(NETWORK)) - bytes(none());

    assertThat(all).isCloseTo(counted, within(counted * 1e-9));
  }

  @Test
  void theSameTeacherHasTheSameCosts() {
    assertThat(CostModel.unitCosts(TEACHER)).isEqualTo(CostModel.unitCosts(TEACHER));
  }

  private static Masks none() {
    return Masks.forEach(NETWORK, site -> Mask.of(site.shape(), new BitSet()));
  }

  private static double bytes(Masks masks) {
    ProgramPlan plan = CostModel.plan(TEACHER).withMasks(masks);
    int batch = CostModel.PREPARE_BATCH;
    PredictionCost cost = PredictionCost.of(plan, ProtocolParameters.DEFAULT, batch, 1);
    return (double) cost.offlineBytes() / batch + cost.onlineBytes();
  }
}
