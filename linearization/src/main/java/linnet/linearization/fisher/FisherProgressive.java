// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.linearization.UnitCosts;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/**
 * Linnet's own method: the student starts as the teacher and loses ReLUs step by step, always those
 * of the whole network on which the loss depends least, while it learns to do without them; then it
 * is tuned, with frozen masks or a few {@link BlockSwaps}. Importance: {@link
 * linnet.linearization.FisherImportance}; order: {@link UnitRanking}; pace: {@link
 * linnet.linearization.KeepSchedule#geometric}.
 */
public final class FisherProgressive implements Linearizer {
  private final FisherOptions options;
  private final UnitCosts costs;

  /** With the standard options. */
  public FisherProgressive() {
    this(FisherOptions.STANDARD);
  }

  /** With options of one's own and equal costs of all units. */
  public FisherProgressive(FisherOptions options) {
    this(options, UnitCosts.EQUAL);
  }

  /**
   * With unit costs.
   *
   * @param costs of one unit at each site, which importance is divided by and the consistency
   *     weighted with; ignored without the option {@code cost-order}
   */
  public FisherProgressive(FisherOptions options, UnitCosts costs) {
    this.options = options;
    this.costs = options.ranking().costOrder() ? costs : UnitCosts.EQUAL;
  }

  @Override
  public String name() {
    return "fisher";
  }

  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    Network network = teacher.network();
    StudentPhases phases =
        new StudentPhases(
            this, settings(), teacher, data, budget, options.addTo(training, costs), records);
    Model searched =
        phases.search(
            options.studentInit().start(teacher, training.seed()),
            () -> new FisherMasks(network, budget, options, costs));
    return options.swaps().times() == 0
        ? phases.tune(searched)
        : phases.tune(searched, () -> new BlockSwaps(network, searched.masks(), options, costs));
  }

  private String settings() {
    return costs.equals(UnitCosts.EQUAL) ? options.toString() : options + ", unit costs " + costs;
  }
}
