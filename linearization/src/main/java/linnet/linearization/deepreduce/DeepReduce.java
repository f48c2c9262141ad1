// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.Optional;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.MaskPolicy;
import linnet.linearization.StudentPhases;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/**
 * DeepReDuce (Jha et al., "DeepReDuce: ReLU Reduction for Fast Private Inference", ICML 2021, arXiv
 * 2103.01396), its parts that leave the network as it is.
 *
 * <ol>
 *   <li>Criticality: how much the ReLUs of each stage matter ({@link CriticalityMeasurement}).
 *   <li>Culling the least critical stages and thinning the others gives candidates ({@link
 *       Candidate}), of which the smallest that is large enough is taken and cut to the budget by
 *       channels.
 *   <li>Training with these masks, by distillation: in both phases, as long as any other method.
 * </ol>
 *
 * <p>Left out is its last step, reshaping: networks of fewer channels (alpha) or smaller maps
 * (rho). A student has the teacher's network here. To have it all the same, train a narrower
 * teacher, or one on smaller images, and linearize that.
 */
public final class DeepReduce implements Linearizer {
  private final DeepReduceOptions options;
  private final Optional<StageCriticality> measured;

  /** Measures the criticality first, with the standard options. */
  public DeepReduce() {
    this(DeepReduceOptions.STANDARD);
  }

  /** Measures the criticality first. */
  public DeepReduce(DeepReduceOptions options) {
    this(options, Optional.empty());
  }

  /** Uses a criticality that was measured before, which serves every budget. */
  public DeepReduce(DeepReduceOptions options, StageCriticality measured) {
    this(options, Optional.of(measured));
  }

  private DeepReduce(DeepReduceOptions options, Optional<StageCriticality> measured) {
    this.options = options;
    this.measured = measured;
  }

  @Override
  public String name() {
    return "deepreduce";
  }

  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    Network network = teacher.network();
    ReluBudget.of(budget.units(), network);

    // Step 1: what the stages are worth.
    StageCriticality criticality =
        measured.orElseGet(
            () -> CriticalityMeasurement.measure(teacher, data, training, options, records));

    // Step 2: culling, thinning, and the rest by channels.
    Candidate candidate =
        Candidate.smallestFor(budget, Candidate.of(network, criticality, options.thinning()));
    Masks masks = candidate.cutTo(budget, network);

    // Step 3: training with these masks.
    String settings = "%s %s %s".formatted(options, criticality, candidate.describe());
    StudentPhases phases =
        new StudentPhases(this, settings, teacher, data, budget, training, records);
    Model searched = phases.search(teacher, () -> MaskPolicy.fixed(masks));
    return phases.tune(searched);
  }
}
