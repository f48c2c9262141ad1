// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.random;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import linnet.linearization.Granularity;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.MaskPolicy;
import linnet.linearization.StudentPhases;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.Allocation;
import linnet.network.InputException;
import linnet.network.LargestRemainder;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.network.Site;
import linnet.training.loop.TrainingRecords;

/**
 * A control: random masks, trained exactly as long and with the same objectives as the methods that
 * search.
 */
abstract class RandomControl implements Linearizer {
  private final Granularity granularity;
  private final RandomOptions options;
  private final Optional<ReluSensitivity> measured;

  RandomControl(
      Granularity granularity, RandomOptions options, Optional<ReluSensitivity> measured) {
    this.granularity = granularity;
    this.options = options;
    this.measured = measured;
  }

  @Override
  public final LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    Network network = teacher.network();
    Allocation allocation = allocation(network, budget);
    Masks masks = granularity.random(network, allocation, training.seed());
    StudentPhases phases =
        new StudentPhases(
            this, options + " " + allocation, teacher, data, budget, training, records);
    Model searched = phases.search(teacher, () -> MaskPolicy.fixed(masks));
    return phases.tune(searched, granularity);
  }

  /** Units of each site, as the options say and the granularity allows. */
  final Allocation allocation(Network network, ReluBudget budget) {
    ReluBudget.of(budget.units(), network);
    Allocation wanted =
        switch (options.allocation()) {
          case UNIFORM -> uniform(network, budget);
          case SENET -> sensitivity().allocate(network, budget, options.floor());
        };
    return granularity.round(network, wanted);
  }

  /** The same fraction of every site, as nearly as whole numbers can be. */
  private static Allocation uniform(Network network, ReluBudget budget) {
    List<Site> sites = network.sites();
    int[] shares =
        LargestRemainder.share(budget.units(), sites.stream().mapToInt(Site::units).toArray());
    Map<String, Integer> units = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      units.put(sites.get(i).name(), shares[i]);
    }
    return new Allocation(units);
  }

  private ReluSensitivity sensitivity() {
    return measured.orElseThrow(
        () ->
            new InputException(
                "The method %s needs a measured sensitivity for SENet's allocation; measure it with: linnet sensitivity RUN."
                    .formatted(name())));
  }
}
