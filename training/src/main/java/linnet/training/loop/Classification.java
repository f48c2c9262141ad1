// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import linnet.network.Widths;
import linnet.training.data.Batch;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Losses;
import linnet.training.engine.Mode;
import linnet.training.engine.SiteObserver;
import org.bytedeco.pytorch.Tensor;

/**
 * Learning the labels: cross entropy, summed over the widths that learn.
 *
 * @param model the model that learns
 * @param widths at which it does, one forward pass each
 */
public record Classification(DifferentiableModel model, Widths widths) implements TrainingTask {

  /** Learning at the full width only. */
  public Classification(DifferentiableModel model) {
    this(model, Widths.FULL);
  }

  @Override
  public Loss loss(Batch batch, Progress at) {
    Tensor images = model.images(batch.images(), batch.size());
    Tensor labels = model.labels(batch.labels());
    Tensor logits = model.forward(images, Mode.TRAIN);
    Tensor value = Losses.crossEntropy(logits, labels);
    for (double width : widths.narrower()) {
      Tensor narrow = model.forward(images, Mode.TRAIN, SiteObserver.NONE, width);
      value = value.add(Losses.crossEntropy(narrow, labels));
    }
    return new Loss(value, logits);
  }
}
