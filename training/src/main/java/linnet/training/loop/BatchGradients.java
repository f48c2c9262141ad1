// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import linnet.training.data.Batch;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Parameters;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import linnet.training.parallel.Division;
import org.bytedeco.pytorch.Tensor;

/**
 * The gradients of a batch: the mean over its parts, each part's by the process that has it.
 * Running statistics likewise: every part moves those of before the step, and the mean of that
 * remains.
 */
final class BatchGradients implements AutoCloseable {
  private static final int FACTS = 2; // loss and number of right ones

  private final DifferentiableModel model;
  private final TrainingTask task;
  private final Division division;
  private final Tensor before;
  private final Tensor sums;

  /**
   * What a batch gave.
   *
   * @param loss mean over the batch
   * @param correct images classified rightly
   */
  record Result(double loss, long correct) {
    Result plus(Result other) {
      return new Result(loss + other.loss, correct + other.correct);
    }
  }

  BatchGradients(DifferentiableModel model, TrainingTask task, Division division) {
    this.model = model;
    this.task = task;
    this.division = division;
    Parameters parameters = model.parameters();
    this.before = Scope.keep(() -> zeros(parameters.statistics()));
    this.sums = Scope.keep(() -> Tensors.zeros(parameters.values(), length(parameters)));
  }

  private static Tensor zeros(Tensor like) {
    return Tensors.zeros(like, like.numel());
  }

  private static long length(Parameters parameters) {
    return parameters.values().numel() + parameters.statistics().numel() + FACTS;
  }

  /**
   * Runs forward and backward passes; the model has the gradients of the whole batch afterwards.
   *
   * @param share this process's part of the batch
   */
  Result of(Batch share, Progress at) {
    return division.parts() == 1 ? part(share, at) : parts(share, at);
  }

  private Result part(Batch part, Progress at) {
    return Scope.call(
        () -> {
          TrainingTask.Loss loss = task.loss(part, at);
          loss.value().backward();
          task.beforeUpdate(at);
          return new Result(
              Tensors.toDouble(loss.value()),
              Evaluation.correct(loss.logits(), model.labels(part.labels())));
        });
  }

  private Result parts(Batch share, Progress at) {
    begin();
    Result sum = new Result(0, 0);
    for (Batch part : share.parts(division.ownParts())) {
      Scope.run(() -> statistics().copy_(before));
      sum = sum.plus(part(part, at));
      Scope.run(() -> sumOfStatistics().add_(statistics()));
    }
    return average(sum);
  }

  private void begin() {
    Scope.run(
        () -> {
          before.copy_(statistics());
          sums.zero_();
        });
  }

  /** One exchange for everything. */
  private Result average(Result own) {
    return Scope.call(
        () -> {
          sumOfGradients().copy_(gradients());
          facts().copy_(Tensors.of(new float[] {(float) own.loss(), own.correct()}, FACTS));
          division.processes().sum(sums);
          float[] total = Tensors.toFloats(facts());
          Tensors.timesInPlace(sums, 1.0 / division.parts());
          gradients().copy_(sumOfGradients());
          statistics().copy_(sumOfStatistics());
          return new Result(total[0] / division.parts(), (long) total[1]);
        });
  }

  private Tensor gradients() {
    return model.parameters().gradients();
  }

  private Tensor statistics() {
    return model.parameters().statistics();
  }

  private Tensor sumOfGradients() {
    return sums.narrow(0, 0, gradients().numel());
  }

  private Tensor sumOfStatistics() {
    return sums.narrow(0, gradients().numel(), statistics().numel());
  }

  private Tensor facts() {
    return sums.narrow(0, sums.numel() - FACTS, FACTS);
  }

  @Override
  public void close() {
    before.close();
    sums.close();
  }
}
