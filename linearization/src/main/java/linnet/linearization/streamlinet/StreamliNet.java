// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.streamlinet;

import java.util.Optional;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.linearization.UnitCosts;
import linnet.linearization.senet.ReluSensitivity;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/**
 * StreamliNet (Pang et al., "StreamliNet: cost-aware layer-wise neural network linearization for
 * fast and accurate private inference", Information Sciences 2024, doi 10.1016/j.ins.2024.120463).
 * The paper's equations are not public; its three parts are, and the forms of them here are ours.
 *
 * <ol>
 *   <li>Layer budgets from a multivariate metric around ReLU negativity ({@link LayerMetric}).
 *   <li>Locations by gradients, with masks of exactly the budget in every forward pass: units of
 *       all sites compete by the size of theirs, weighed with the metric ({@link NetworkScores}),
 *       or those of a site, for the budget that the metric gives it ({@link MaskScores}).
 *   <li>Units that are cheap to linearize go first, and post-activations are held consistent with
 *       the teacher's ({@link linnet.linearization.Consistency}).
 * </ol>
 *
 * <p>The budget is approached step by step while the student learns; then it is tuned with frozen
 * masks.
 */
public final class StreamliNet implements Linearizer {
  private final StreamliNetOptions options;
  private final Optional<ReluSensitivity> sensitivity;
  private final UnitCosts costs;

  /** With the standard options. */
  public StreamliNet() {
    this(StreamliNetOptions.STANDARD);
  }

  /** With options of one's own, no sensitivity measured and equal costs of all units. */
  public StreamliNet(StreamliNetOptions options) {
    this(options, Optional.empty(), UnitCosts.EQUAL);
  }

  /**
   * With everything there is to know.
   *
   * @param sensitivity SENet's, a term of the layer metric if it was measured
   * @param costs of one unit at each site, which the layer metric is divided by and the consistency
   *     weighted with; ignored without the option {@code cost-order}
   */
  public StreamliNet(
      StreamliNetOptions options, Optional<ReluSensitivity> sensitivity, UnitCosts costs) {
    this.options = options;
    this.sensitivity = sensitivity;
    this.costs = options.costOrder() ? costs : UnitCosts.EQUAL;
  }

  @Override
  public String name() {
    return "streamlinet";
  }

  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    LinearizationOptions consistent = options.consistency().addTo(training, costs);
    StudentPhases phases =
        new StudentPhases(this, settings(), teacher, data, budget, consistent, records);
    Model searched =
        phases.search(
            options.studentInit().start(teacher, training.seed()),
            () -> new StreamliNetMasks(teacher.network(), budget, options, sensitivity, costs));
    return phases.tune(searched);
  }

  private String settings() {
    String measured = sensitivity.map(s -> s.bySite().toString()).orElse("none");
    return "%s, sensitivity %s, unit costs %s".formatted(options, measured, costs);
  }
}
