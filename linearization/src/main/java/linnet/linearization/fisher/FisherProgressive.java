// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import linnet.linearization.KeepSchedule;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/**
 * Linnet's own method: the student starts as the teacher and loses ReLUs step by step, always those
 * of the whole network on which the loss depends least, while it learns to do without them; then it
 * is tuned with frozen masks. Importance: {@link FisherImportance}; pace: {@link
 * KeepSchedule#geometric}.
 */
public final class FisherProgressive implements Linearizer {
  private final FisherOptions options;

  /** With the standard options. */
  public FisherProgressive() {
    this(FisherOptions.STANDARD);
  }

  /** With options of one's own. */
  public FisherProgressive(FisherOptions options) {
    this.options = options;
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
    StudentPhases phases =
        new StudentPhases(this, options.toString(), teacher, data, budget, training, records);
    Model searched =
        phases.search(teacher, () -> new FisherMasks(teacher.network(), budget, options));
    return phases.tune(searched);
  }
}
