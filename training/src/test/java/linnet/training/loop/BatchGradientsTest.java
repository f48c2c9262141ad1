// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Weights;
import linnet.training.data.Augmentation;
import linnet.training.data.Batch;
import linnet.training.data.BatchStream;
import linnet.training.data.Batches;
import linnet.training.data.DataSets;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Execution;
import linnet.training.engine.Tensors;
import linnet.training.parallel.Collective;
import linnet.training.parallel.Division;
import org.junit.jupiter.api.Test;

final class BatchGradientsTest {
  private static final Progress START = new Progress(0, 4);

  /** What one batch did to a fresh model. */
  @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
  private record Effect(BatchGradients.Result result, float[] gradients, float[] statistics) {}

  private static Batch batch() {
    Batches batches =
        Batches.training(
            SmallTraining.split().train(),
            DataSets.embedded().preprocessing(),
            Augmentation.NONE,
            12,
            1);
    try (BatchStream stream = batches.epoch(0, 0)) {
      return stream.next();
    }
  }

  private static Effect effect(Batch batch, int parts) {
    var network = SmallTraining.network();
    Model fresh = new Model(network, Weights.random(network, 3), Masks.all(network));
    Division division = new Division(parts, Collective.alone());
    try (DifferentiableModel model = new DifferentiableModel(fresh, Execution.fp32());
        BatchGradients gradients = new BatchGradients(model, new Classification(model), division)) {
      model.parameters().clearGradients();
      return new Effect(
          gradients.of(batch, START),
          Tensors.toFloats(model.parameters().gradients()),
          Tensors.toFloats(model.parameters().statistics()));
    }
  }

  @Test
  void aDividedBatchGivesTheMeansOfItsParts() {
    Batch batch = batch();
    List<Effect> parts = batch.parts(3).stream().map(part -> effect(part, 1)).toList();
    Effect divided = effect(batch, 3);
    assertThat(divided.gradients())
        .containsExactly(mean(parts.stream().map(Effect::gradients).toList()), within(1e-5f));
    assertThat(divided.statistics())
        .containsExactly(mean(parts.stream().map(Effect::statistics).toList()), within(1e-5f));
    assertThat(divided.result().loss())
        .isCloseTo(
            parts.stream().mapToDouble(p -> p.result().loss()).average().orElseThrow(),
            within(1e-5));
    assertThat(divided.result().correct())
        .isEqualTo(parts.stream().mapToLong(p -> p.result().correct()).sum());
    assertThat(divided.gradients()).isNotEqualTo(effect(batch, 1).gradients());
  }

  private static float[] mean(List<float[]> vectors) {
    float[] mean = new float[vectors.getFirst().length];
    IntStream.range(0, mean.length)
        .forEach(
            i -> mean[i] = (float) vectors.stream().mapToDouble(v -> v[i]).average().orElseThrow());
    return mean;
  }
}
