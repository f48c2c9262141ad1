// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import linnet.training.data.Batch;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Losses;
import linnet.training.engine.Mode;
import org.bytedeco.pytorch.Tensor;

/**
 * Learning the labels: cross entropy.
 *
 * @param model the model that learns
 */
public record Classification(DifferentiableModel model) implements TrainingTask {
  @Override
  public Loss loss(Batch batch, Progress at) {
    Tensor logits = model.forward(model.images(batch.images(), batch.size()), Mode.TRAIN);
    return new Loss(Losses.crossEntropy(logits, model.labels(batch.labels())), logits);
  }
}
