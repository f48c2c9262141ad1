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
import linnet.training.engine.Tensors;
import linnet.training.parallel.Collective;
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
    return (double) correct(model, data, width) / data.imagesPerEpoch();
  }

  /** The same, each process looking at its share of the images. */
  static double accuracy(
      DifferentiableModel model, Batches data, double width, Collective processes) {
    long own = correct(model, data.share(processes.rank(), processes.size()), width);
    return processes.size() == 1
        ? (double) own / data.imagesPerEpoch()
        : (double) sum(own, processes) / data.imagesPerEpoch();
  }

  private static long sum(long count, Collective processes) {
    return Scope.call(
        () -> {
          Tensor total = Tensors.of(new int[] {Math.toIntExact(count)});
          processes.sum(total);
          return Tensors.toLongs(total)[0];
        });
  }

  private static long correct(DifferentiableModel model, Batches data, double width) {
    long correct = 0;
    try (BatchStream stream = data.epoch(0, 0)) {
      while (stream.hasNext()) {
        Batch batch = stream.next();
        correct += batch.size() == 0 ? 0 : correct(model, batch, width); // a share may be empty
      }
    }
    return correct;
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
