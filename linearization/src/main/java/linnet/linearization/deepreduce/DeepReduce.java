// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.util.Optional;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.MaskPolicy;
import linnet.linearization.StudentPhases;
import linnet.network.InputException;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/**
 * DeepReDuce (Jha et al., "DeepReDuce: ReLU Reduction for Fast Private Inference", ICML 2021, arXiv
 * 2103.01396).
 *
 * <ol>
 *   <li>Reshaping, if it is asked for: a student of fewer channels or smaller maps ({@link
 *       Reshape}). The paper's last step; here the first, so that the others see the network that
 *       they shape.
 *   <li>Criticality: how much the ReLUs of each stage matter ({@link CriticalityMeasurement}).
 *   <li>Culling the least critical stages and thinning the others gives candidates ({@link
 *       Candidate}), of which the smallest that is large enough is taken and cut to the budget by
 *       channels.
 *   <li>Training with these masks, by distillation: in both phases, as long as any other method.
 * </ol>
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
    // Step 1: the student's network.
    Model reshaped = reshaped(teacher, training);
    LinearizationOptions guided = guided(teacher, training);
    Network network = reshaped.network();
    ReluBudget.of(budget.units(), network);

    // Step 2: what the stages are worth.
    StageCriticality criticality =
        measured.orElseGet(
            () -> CriticalityMeasurement.measure(reshaped, data, guided, options, records));

    // Step 3: culling, thinning, and the rest by channels.
    Candidate candidate =
        Candidate.smallestFor(budget, Candidate.of(network, criticality, options.thinning()));
    Masks masks = candidate.cutTo(budget, network);

    // Step 4: training with these masks.
    String settings = "%s %s %s".formatted(options, criticality, candidate.describe());
    StudentPhases phases =
        new StudentPhases(this, settings, reshaped, data, budget, guided, records);
    Model searched = phases.search(reshaped, () -> MaskPolicy.fixed(masks));
    return phases.tune(searched);
  }

  private Model reshaped(Model teacher, LinearizationOptions training) {
    if (options.reshape().equals(Reshape.NONE)) {
      return teacher;
    }
    if (training.whole().isPresent()) {
      throw new InputException(
          "DeepReDuce cannot reshape a network that has linear sites; leave out linear-sites, or width and resolution.");
    }
    return options.reshape().of(teacher);
  }

  /** A reshaped student learns from the teacher's logits only: activations have other shapes. */
  private LinearizationOptions guided(Model teacher, LinearizationOptions training) {
    return options.reshape().equals(Reshape.NONE)
        ? training
        : training
            .withWhole(teacher)
            .withSearchObjective(training.search().objective().withActivationMismatch(0))
            .withTuningObjective(training.tuning().objective().withActivationMismatch(0));
  }
}
