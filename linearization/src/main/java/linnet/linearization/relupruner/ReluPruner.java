// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.network.Weights;
import linnet.training.loop.TrainingRecords;

/**
 * ReLUPruner (Li et al., "ReLUPruner: Rethinking ReLU Importance with Taylor Expansion for
 * Efficient Private Inference", AAAI 2026, pp. 23328-23336).
 *
 * <ol>
 *   <li>While the student learns from labels and teacher, the importance of every unit is followed:
 *       a Taylor expansion of what the loss would change by if the unit were linear, weighted by
 *       how often its input is negative and by its layer's sensitivity ({@link TaylorImportance}).
 *       After a warm-up, the units of lowest importance in the whole network become linear, more
 *       and more of them; those that matter again come back ({@link TaylorMasks}).
 *   <li>The student is tuned with frozen masks, by distillation and, where the options ask for it,
 *       post-ReLU activation mismatch.
 * </ol>
 */
public final class ReluPruner implements Linearizer {
  private final ReluPrunerOptions options;

  /** With the standard options. */
  public ReluPruner() {
    this(ReluPrunerOptions.STANDARD);
  }

  /** With options of one's own. */
  public ReluPruner(ReluPrunerOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "relupruner";
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
    Model searched =
        phases.search(
            start(teacher, training.seed()),
            () -> new TaylorMasks(teacher.network(), budget, options));
    return phases.tune(searched);
  }

  private Model start(Model teacher, long seed) {
    return options.fromScratch()
        ? new Model(
            teacher.network(),
            Weights.random(teacher.network(), seed),
            Masks.all(teacher.network()))
        : teacher;
  }
}
