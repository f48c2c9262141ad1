// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.snl;

import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.training.engine.Device;
import linnet.training.engine.Execution;
import linnet.training.loop.TrainingRecords;

/**
 * Selective Network Linearization (Cho et al., "Selective Network Linearization for Efficient
 * Private Inference", ICML 2022, arXiv 2202.02340).
 *
 * <ol>
 *   <li>The student starts as the teacher, and every unit gets an alpha of 1: {@code y = alpha
 *       relu(z) + (1 - alpha) z}. Weights and alphas learn together while {@code lambda sum
 *       |alpha|} pulls the alphas to 0, until no more than the budget are above a threshold ({@link
 *       AlphaSearch}, {@link PenaltyWeight}).
 *   <li>The alphas become masks of 0 and 1, the weights learn with them to the end of the search,
 *       if it is not there yet, and the student is tuned.
 * </ol>
 *
 * <p>Differences from the authors' code. Their budget is hit "from above, by one epoch"; here the
 * search keeps the units of the highest alphas, as many as the budget says, ties to the lower
 * number. Weights are trained as the options of all methods say (SGD), not by Adam. And as their
 * 2,000 epochs at a fixed slow pace do not fit into short runs, the standard options steer lambda
 * and let alphas move faster; {@link SnlOptions#PAPER} does neither.
 */
public final class Snl implements Linearizer {
  private final SnlOptions options;

  /** With the standard options. */
  public Snl() {
    this(SnlOptions.STANDARD);
  }

  /** With options of one's own. */
  public Snl(SnlOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "snl";
  }

  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    StudentPhases phases =
        new StudentPhases(this, options.toString(), teacher, data, budget, training, records);
    Execution execution = new Execution(training.optimization().precision(), Device.AUTO);
    Model searched =
        phases.search(
            teacher, () -> new AlphaSearch(teacher.network(), budget, options, execution));
    return phases.tune(searched);
  }
}
