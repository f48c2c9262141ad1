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

  Distillation(Objective objective, Network network) {
    this.objective = objective;
    this.stages = StageEnds.of(network).stream().map(Site::name).toList();
  }

  /** Whether the passes must be observed. */
  boolean needsActivations() {
    return objective.activationMismatch() > 0;
  }

  /** The scalar loss, differentiable in the student. */
  Tensor loss(Pass student, Pass teacher, Tensor labels) {
    Tensor loss = outputLoss(student, teacher, labels);
    if (needsActivations()) {
      Tensor mismatch = Losses.activationMismatch(ends(student), ends(teacher));
      loss = loss.add(Tensors.times(mismatch, objective.activationMismatch()));
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

  private List<Tensor> ends(Pass pass) {
    return stages.stream().map(pass::after).toList();
  }
}
