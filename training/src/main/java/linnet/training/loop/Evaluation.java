// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import linnet.network.Widths;
import linnet.training.data.Batch;
import linnet.training.data.BatchStream;
import linnet.training.data.Batches;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Mode;
import linnet.training.engine.Scope;
import linnet.training.engine.SiteObserver;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/** Measures a model in evaluation mode. */
public final class Evaluation {
  private Evaluation() {}

  /** Share of images, in [0, 1], whose largest logit is that of their label. */
  public static double accuracy(DifferentiableModel model, Batches data) {
    return accuracy(model, data, Widths.ALL);
  }

  /** The same for the model at one of its widths. */
  public static double accuracy(DifferentiableModel model, Batches data, double width) {
    long correct = 0;
    try (BatchStream stream = data.epoch(0, 0)) {
      while (stream.hasNext()) {
        correct += correct(model, stream.next(), width);
      }
    }
    return (double) correct / data.imagesPerEpoch();
  }

  private static long correct(DifferentiableModel model, Batch batch, double width) {
    return Scope.call(
        () ->
            Scope.withoutGradients(
                () -> {
                  Tensor images = model.images(batch.images(), batch.size());
                  Tensor logits = model.forward(images, Mode.EVAL, SiteObserver.NONE, width);
                  return correct(logits, model.labels(batch.labels()));
                }));
  }

  /** Number of rows whose largest logit is that of their label. */
  static long correct(Tensor logits, Tensor labels) {
    return logits.detach().argmax(new LongOptional(1), false).eq(labels).sum().item().toLong();
  }
}
