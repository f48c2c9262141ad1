// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.util.Map;
import linnet.network.Model;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a training needs to go on as if it had never stopped. What is random follows from
 * (seed, epoch, step) and so needs no state.
 *
 * @param settings a description of all that must be the same for going on
 * @param epoch epochs done
 * @param step steps done in the running epoch
 * @param complete whether the phase has ended
 * @param sums of the running epoch
 * @param lastAccuracy validation accuracy of the last epoch, NaN if there is none
 * @param model weights, statistics and masks
 * @param velocity the optimizer's momentum
 * @param task what the task remembers
 * @param best the best model so far, if the phase selects it
 */
@SuppressWarnings("ArrayRecordComponent") // written and read, never compared
record Checkpoint(
    String settings,
    int epoch,
    int step,
    boolean complete,
    EpochSums sums,
    double lastAccuracy,
    Model model,
    float[] velocity,
    Map<String, float[]> task,
    @Nullable Best best) {

  /**
   * The best model so far.
   *
   * @param accuracy on the validation images
   * @param epoch counted from 1
   */
  record Best(double accuracy, int epoch, Model model) {}
}
