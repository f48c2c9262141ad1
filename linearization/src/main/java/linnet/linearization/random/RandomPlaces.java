// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.MaskPolicy;
import linnet.linearization.RandomMasks;
import linnet.linearization.StudentPhases;
import linnet.network.Allocation;
import linnet.network.LargestRemainder;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.training.loop.TrainingRecords;

/**
 * The control that every method has to beat: the same fraction of every site, at random places,
 * trained exactly as long and with the same objectives as the methods that search.
 */
public final class RandomPlaces implements Linearizer {
  /** There is nothing to choose. */
  public RandomPlaces() {}

  @Override
  public String name() {
    return "random";
  }

  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    Network network = teacher.network();
    Masks masks = RandomMasks.of(network, allocation(network, budget), training.seed());
    StudentPhases phases = new StudentPhases(this, "", teacher, data, budget, training, records);
    Model searched = phases.search(teacher, () -> MaskPolicy.fixed(masks));
    return phases.tune(searched);
  }

  /** The same fraction of every site, as nearly as whole numbers can be. */
  static Allocation allocation(Network network, ReluBudget budget) {
    ReluBudget.of(budget.units(), network);
    List<Site> sites = network.sites();
    int[] shares =
        LargestRemainder.share(budget.units(), sites.stream().mapToInt(Site::units).toArray());
    Map<String, Integer> units = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      units.put(sites.get(i).name(), shares[i]);
    }
    return new Allocation(units);
  }
}
