// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import static org.assertj.core.api.Assertions.assertThat;

import linnet.training.data.Augmentation;
import linnet.training.data.Batch;
import linnet.training.data.BatchStream;
import linnet.training.data.Batches;
import linnet.training.data.DataSet;
import linnet.training.data.DataSets;
import org.junit.jupiter.api.Test;

final class LinearizationDataTest {
  private static final long SEED = 3;
  private static final Optimization HOW = Optimization.of(50, new Augmentation(2, true));

  private final DataSet all = DataSets.embedded();
  private final LinearizationData data = LinearizationData.of(all, 0, SEED);

  private static float[] first(Batches batches) {
    try (BatchStream stream = batches.epoch(0, 0)) {
      Batch batch = stream.next();
      return batch.images();
    }
  }

  private float[] first(long seed, String phase) {
    return first(data.batches(HOW, seed, phase).train());
  }

  @Test
  void noPhaseSeesWhatAnotherOrTheTeacherSawWithTheSameSeed() {
    float[] search = first(SEED, "search");
    float[] teachers =
        first(
            Batches.training(
                all.train(), all.preprocessing(), HOW.augmentation(), HOW.batchSize(), SEED));

    assertThat(first(SEED, "search")).isEqualTo(search);
    assertThat(first(SEED, "tuning")).isNotEqualTo(search).isNotEqualTo(teachers);
    assertThat(first(SEED + 1, "search")).isNotEqualTo(search);
    assertThat(search).isNotEqualTo(teachers);
  }
}
