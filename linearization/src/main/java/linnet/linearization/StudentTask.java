// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.linearization.MaskPolicy.Sight;
import linnet.network.Masks;
import linnet.network.Widths;
import linnet.training.data.Batch;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Mode;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;
import linnet.training.loop.TrainingTask;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One phase of a student: it learns from labels and teacher while a policy moves its masks. A
 * student of several widths learns at each of them, the losses added up; activations are compared
 * with the teacher's at full width only.
 */
final class StudentTask implements TrainingTask {
  private final DifferentiableModel student;
  private final DifferentiableModel teacher;
  private final Distillation distillation;
  private final MaskPolicy policy;
  private @Nullable Seen seen;

  private record Seen(Pass student, Pass teacher, int images) {}

  StudentTask(
      DifferentiableModel student,
      DifferentiableModel teacher,
      Objective objective,
      MaskPolicy policy) {
    this.student = student;
    this.teacher = teacher;
    this.distillation = new Distillation(objective, student.network());
    this.policy = policy;
    use(policy.initial());
  }

  private void use(Masks masks) {
    student.setMasks(masks);
    policy.softMasks().ifPresentOrElse(student::setSoftMasks, student::liftSoftMasks);
  }

  @Override
  public Loss loss(Batch batch, Progress at) {
    Sight sight = policy.sight(at);
    Tensor images = student.images(batch.images(), batch.size());
    Pass wanted = Scope.withoutGradients(() -> teach(images, sight));
    Pass own = learn(images, sight);
    seen = sight == Sight.NONE ? null : new Seen(own, wanted, batch.size());
    Tensor labels = student.labels(batch.labels());
    Tensor value = distillation.loss(own, wanted, labels);
    for (double width : widths().narrower()) {
      Pass narrow = Pass.unobserved(student, images, Mode.TRAIN, width);
      value = value.add(distillation.outputLoss(narrow, wanted, labels));
    }
    return new Loss(value, own.logits());
  }

  /** At every width that the student has. */
  @Override
  public Widths widths() {
    return student.network().widths();
  }

  private Pass teach(Tensor images, Sight sight) {
    return sight == Sight.BOTH || distillation.needsActivations()
        ? Pass.observed(teacher, images, Mode.EVAL)
        : Pass.unobserved(teacher, images, Mode.EVAL);
  }

  private Pass learn(Tensor images, Sight sight) {
    if (sight == Sight.NONE && !distillation.needsActivations()) {
      return Pass.unobserved(student, images, Mode.TRAIN);
    }
    Pass pass = Pass.observed(student, images, Mode.TRAIN);
    if (sight == Sight.STUDENT_GRADIENTS) {
      pass.after().values().forEach(Tensors::retainGradient);
    }
    return pass;
  }

  @Override
  public void beforeUpdate(Progress at) {
    if (seen != null) {
      policy.see(seen.student, seen.teacher, seen.images);
      seen = null;
    }
  }

  @Override
  public void afterStep(Progress done) {
    use(policy.afterStep(student.masks(), done));
  }

  @Override
  public void afterEpoch(Progress done) {
    use(policy.afterEpoch(student.masks(), done));
  }

  @Override
  public Map<String, Double> metrics() {
    return policy.metrics();
  }

  @Override
  public Map<String, float[]> save() {
    return policy.save();
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    policy.restore(saved);
    use(student.masks());
  }
}
