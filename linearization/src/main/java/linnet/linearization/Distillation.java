// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.List;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.engine.Losses;
import linnet.training.engine.StageEnds;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/** The loss of an {@link Objective} for passes of student and teacher on the same images. */
final class Distillation {
  private final Objective objective;
  private final List<String> stages;
  private final List<String> consistent;
  private final double[] consistencyWeights;

  Distillation(Objective objective, Network network) {
    this.objective = objective;
    this.stages = StageEnds.of(network).stream().map(Site::name).toList();
    this.consistent = objective.consistency().sites(network);
    this.consistencyWeights = objective.consistency().weights(consistent);
  }

  /** Whether the passes must be observed. */
  boolean needsActivations() {
    return objective.activationMismatch() > 0 || objective.consistency().weight() > 0;
  }

  /** The scalar loss, differentiable in the student. */
  Tensor loss(Pass student, Pass teacher, Tensor labels) {
    Tensor loss = outputLoss(student, teacher, labels);
    if (objective.activationMismatch() > 0) {
      Tensor mismatch = Losses.activationMismatch(after(stages, student), after(stages, teacher));
      loss = loss.add(Tensors.times(mismatch, objective.activationMismatch()));
    }
    if (objective.consistency().weight() > 0) {
      Tensor distance =
          Losses.consistency(
              after(consistent, student), after(consistent, teacher), consistencyWeights);
      loss = loss.add(Tensors.times(distance, objective.consistency().weight()));
    }
    return loss;
  }

  /** The part of the loss that needs logits only. */
  Tensor outputLoss(Pass student, Pass teacher, Tensor labels) {
    Tensor loss =
        Tensors.times(Losses.crossEntropy(student.logits(), labels), objective.crossEntropy());
    if (objective.distillation() > 0) {
      Tensor divergence =
          Losses.distillation(student.logits(), teacher.logits(), objective.temperature());
      loss = loss.add(Tensors.times(divergence, objective.distillation()));
    }
    return loss;
  }

  private static List<Tensor> after(List<String> sites, Pass pass) {
    return sites.stream().map(pass::after).toList();
  }
}
