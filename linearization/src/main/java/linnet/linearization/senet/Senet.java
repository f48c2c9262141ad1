// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.network.Allocation;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.training.loop.TrainingRecords;

/**
 * SENet (Kundu et al., "Learning to Linearize Deep Neural Networks for Secure and Efficient Private
 * Inference", ICLR 2023, arXiv 2301.09254), pixel-wise or channel-wise.
 *
 * <ol>
 *   <li>Sensitivity and allocation: how many ReLUs each site keeps ({@link SparseLearning}, {@link
 *       ReluSensitivity}).
 *   <li>Mask search: which ones, by comparing the student's activations with the teacher's ({@link
 *       MaskSearch}).
 *   <li>Fine-tuning with frozen masks, by distillation from the teacher and, where the options ask
 *       for it, post-ReLU activation mismatch ({@link linnet.linearization.Objective}).
 * </ol>
 */
public final class Senet implements Linearizer {
  private final SenetOptions options;
  private final Measurement measurement;

  /** Stage 1, first half. */
  private interface Measurement {
    ReluSensitivity of(
        Model teacher,
        LinearizationData data,
        LinearizationOptions training,
        TrainingRecords records);
  }

  /** Measures the sensitivity first. */
  public Senet(SenetOptions options) {
    this(
        options,
        (teacher, data, training, records) ->
            SparseLearning.measure(teacher, data, training, options.sparseLearning(), records));
  }

  /** Uses a sensitivity that was measured before, which serves every budget. */
  public Senet(SenetOptions options, ReluSensitivity measured) {
    this(options, (teacher, data, training, records) -> measured);
  }

  /** Uses the sensitivity that this file keeps, or measures it and writes the file. */
  public Senet(SenetOptions options, Path file) {
    this(
        options,
        (teacher, data, training, records) ->
            SparseLearning.cached(
                file, teacher, data, training, options.sparseLearning(), records));
  }

  private Senet(SenetOptions options, Measurement measurement) {
    this.options = options;
    this.measurement = measurement;
  }

  @Override
  public String name() {
    return "senet";
  }

  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    return linearize(this, UnaryOperator.identity(), teacher, data, budget, training, records);
  }

  /**
   * The same for a method that differs in what it tunes.
   *
   * @param method whose run this is
   * @param searched changes the student that the mask search found, before the fine-tuning
   */
  public LinearizedModel linearize(
      Linearizer method,
      UnaryOperator<Model> searched,
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    ReluBudget.of(budget.units(), teacher.network());

    // Stage 1: how many ReLUs each site keeps.
    ReluSensitivity sensitivity = measurement.of(teacher, data, training, records);
    Allocation allocation =
        options
            .granularity()
            .round(
                teacher.network(),
                sensitivity.allocate(teacher.network(), budget, options.floor()));

    // Stage 2: which ones.
    String settings = options + " " + allocation;
    StudentPhases phases =
        new StudentPhases(method, settings, teacher, data, budget, training, records);
    Model student =
        phases.search(
            options.studentInit().start(teacher, training.seed()),
            () -> new MaskSearch(teacher.network(), allocation, options, training.seed()));

    // Stage 3: fine-tuning with frozen masks.
    return phases.tune(searched.apply(student), options.granularity());
  }
}
