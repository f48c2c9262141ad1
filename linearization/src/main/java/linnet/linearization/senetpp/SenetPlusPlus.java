// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senetpp;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.LinearizedModel;
import linnet.linearization.Linearizer;
import linnet.linearization.senet.Senet;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.network.WeightTensor;
import linnet.network.Weights;
import linnet.network.Widths;
import linnet.training.loop.TrainingRecords;

/**
 * SENet++ (Kundu et al., "Learning to Linearize Deep Neural Networks for Secure and Efficient
 * Private Inference", ICLR 2023, arXiv 2301.09254): one student that serves at several channel
 * rates d_r, by ordered dropout with batch norms of their own for each rate ({@link Widths}). At
 * rate d_r the student has the first channels of every layer, and the first channels of its masks.
 *
 * <ol>
 *   <li>The teacher is trained at all rates in one loop.
 *   <li>Sensitivity and mask search happen at d_r = 1 only, as in {@link Senet}. So the budget is
 *       that of the full width; narrower ones keep the kept units among their channels.
 *   <li>Fine-tuning with frozen masks happens at all rates: for every mini-batch one forward pass
 *       each, the losses added up, one update. Post-ReLU activation mismatch counts at d_r = 1
 *       only.
 * </ol>
 *
 * <p>All rates learn from the full teacher. The paper's choice is not known to us; the full teacher
 * is the best there is, and costs one pass.
 */
public final class SenetPlusPlus implements Linearizer {
  private final Senet senet;

  /**
   * SENet's first two stages as another instance would run them.
   *
   * @param senet with its options, and a sensitivity if one was measured
   */
  public SenetPlusPlus(Senet senet) {
    this.senet = senet;
  }

  @Override
  public String name() {
    return "senetpp";
  }

  /**
   * {@inheritDoc}
   *
   * @throws InputException also if the teacher has one width only
   */
  @Override
  public LinearizedModel linearize(
      Model teacher,
      LinearizationData data,
      ReluBudget budget,
      LinearizationOptions training,
      TrainingRecords records) {
    requireSeveralWidths(teacher);

    // Stages 1 and 2 at full width, stage 3 at every width that the student then has.
    return senet.linearize(
        this, student -> atAllWidths(student, teacher), teacher, data, budget, training, records);
  }

  private static void requireSeveralWidths(Model teacher) {
    if (!teacher.network().widths().several()) {
      throw new InputException(
          "SENet++ needs a teacher of several widths, but this %s has the full one only; train one with linnet train --widths 0.5,1."
              .formatted(teacher.network().name()));
    }
  }

  /** The student, with the teacher's batch norms for the widths at which it has not learned yet. */
  private static Model atAllWidths(Model student, Model teacher) {
    Map<String, WeightTensor> weights = new LinkedHashMap<>();
    for (String name : teacher.weights().names()) {
      Model source = student.weights().names().contains(name) ? student : teacher;
      weights.put(name, source.weights().get(name));
    }
    return new Model(teacher.network(), Weights.of(weights), student.masks());
  }
}
