// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.Optional;
import java.util.function.UnaryOperator;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.StudentPhases;
import linnet.network.Allocation;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.network.Weights;
import linnet.training.loop.TrainingRecords;

/**
 * SENet (Kundu et al., "Learning to Linearize Deep Neural Networks for Secure and Efficient Private
 * Inference", ICLR 2023, arXiv 2301.09254), pixel-wise masks.
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
  private final Optional<ReluSensitivity> measured;

  /** Measures the sensitivity first. */
  public Senet(SenetOptions options) {
    this(options, Optional.empty());
  }

  /** Uses a sensitivity that was measured before, which serves every budget. */
  public Senet(SenetOptions options, ReluSensitivity measured) {
    this(options, Optional.of(measured));
  }

  private Senet(SenetOptions options, Optional<ReluSensitivity> measured) {
    this.options = options;
    this.measured = measured;
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
    ReluSensitivity sensitivity =
        measured.orElseGet(
            () ->
                SparseLearning.measure(teacher, data, training, options.sparseLearning(), records));
    Allocation allocation = sensitivity.allocate(teacher.network(), budget);

    // Stage 2: which ones.
    String settings = options + " " + allocation;
    StudentPhases phases =
        new StudentPhases(method, settings, teacher, data, budget, training, records);
    Model student =
        phases.search(
            start(teacher, training.seed()),
            () -> new MaskSearch(teacher.network(), allocation, options, training.seed()));

    // Stage 3: fine-tuning with frozen masks.
    return phases.tune(searched.apply(student));
  }

  private Model start(Model teacher, long seed) {
    return switch (options.studentInit()) {
      case TEACHER -> teacher;
      case RANDOM ->
          new Model(
              teacher.network(),
              Weights.random(teacher.network(), seed),
              Masks.all(teacher.network()));
    };
  }
}
