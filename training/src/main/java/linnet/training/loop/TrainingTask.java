// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.util.Map;
import linnet.network.Widths;
import linnet.training.data.Batch;
import org.bytedeco.pytorch.Tensor;

/**
 * What a phase of training is about: its loss, and what else happens along the way. Everything that
 * a task remembers from step to step must be in what {@link #save()} gives.
 */
public interface TrainingTask {

  /**
   * What one forward pass gives.
   *
   * @param value the scalar to minimize, part of the gradient graph
   * @param logits {@code [N, classes]} of the trained model at full width, for the training
   *     accuracy
   */
  record Loss(Tensor value, Tensor logits) {}

  /**
   * Runs the forward pass of a step, inside the step's scope. Where batches are divided ({@link
   * linnet.training.parallel.Division}) this and {@link #beforeUpdate} are called for each part
   * that this process has, and a task that gathers facts there must bring those of all processes
   * together itself.
   *
   * @param at steps done before this one
   */
  Loss loss(Batch batch, Progress at);

  /** Called in the same scope after the backward pass, before the optimizer uses the gradients. */
  default void beforeUpdate(Progress at) {}

  /** Called after the optimizer's step. */
  default void afterStep(Progress done) {}

  /** Called after the last step of an epoch, before the model is validated. */
  default void afterEpoch(Progress done) {}

  /** The widths at which the model learns; it is validated at each of them. */
  default Widths widths() {
    return Widths.FULL;
  }

  /** Further facts for the epoch's line of metrics. */
  default Map<String, Double> metrics() {
    return Map.of();
  }

  /** A copy of everything that the task remembers, for a checkpoint. */
  default Map<String, float[]> save() {
    return Map.of();
  }

  /** Goes on from what {@link #save()} gave; weights and masks are those of then already. */
  default void restore(Map<String, float[]> saved) {}
}
