// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.Shape;
import linnet.network.bundle.Preprocessing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchesTest {
  private static final Preprocessing PLAIN =
      new Preprocessing(List.of(0f, 0.5f), List.of(1f, 0.25f));

  /** Images whose first pixel is their number. */
  private static ImageSet numbered(int count) {
    Shape shape = new Shape(2, 3, 5);
    byte[] pixels = new byte[count * shape.units()];
    new Random(count).nextBytes(pixels);
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      pixels[i * shape.units()] = (byte) i;
      labels[i] = i % 4;
    }
    return new ImageSet(shape, 4, pixels, labels);
  }

  private static List<Batch> all(Batches batches, int epoch, int from) {
    List<Batch> result = new ArrayList<>();
    try (BatchStream stream = batches.epoch(epoch, from)) {
      stream.forEachRemaining(result::add);
    }
    return result;
  }

  private static int[] numbers(List<Batch> batches) {
    return batches.stream()
        .flatMapToInt(
            b -> IntStream.range(0, b.size()).map(i -> Math.round(b.images()[i * 30] * 255)))
        .toArray();
  }

  @Test
  void evaluationSeesEveryImageOnceInOrderNormalized() {
    ImageSet images = numbered(21);
    List<Batch> batches = all(Batches.evaluation(images, PLAIN, 8), 0, 0);
    assertThat(batches).extracting(Batch::size).containsExactly(8, 8, 5);
    assertThat(numbers(batches)).containsExactly(IntStream.range(0, 21).toArray());
    byte[] pixels = images.image(20);
    float[] values = batches.getLast().images();
    assertThat(values[4 * 30 + 7]).isEqualTo((pixels[7] & 0xFF) / 255f);
    assertThat(values[4 * 30 + 29]).isEqualTo(((pixels[29] & 0xFF) / 255f - 0.5f) / 0.25f);
  }

  @Test
  void trainingShufflesEachEpochAnewAndDropsTheRest() {
    Batches batches = Batches.training(numbered(21), PLAIN, Augmentation.NONE, 4, 7);
    int[] first = numbers(all(batches, 0, 0));
    int[] second = numbers(all(batches, 1, 0));
    assertThat(first).hasSize(20).doesNotHaveDuplicates();
    assertThat(second).isNotEqualTo(first);
    assertThat(batches.perEpoch()).isEqualTo(5);
    assertThat(batches.imagesPerEpoch()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5})
  void anEpochEnteredInTheMiddleGoesOnAsIfItHadRunThrough(int step) {
    Batches batches = Batches.training(numbered(21), PLAIN, Augmentation.STANDARD, 4, 7);
    List<Batch> whole = all(batches, 3, 0);
    List<Batch> rest =
        all(Batches.training(numbered(21), PLAIN, Augmentation.STANDARD, 4, 7), 3, step);
    assertThat(rest).hasSize(5 - step);
    for (int i = 0; i < rest.size(); i++) {
      assertThat(rest.get(i).images()).isEqualTo(whole.get(step + i).images());
      assertThat(rest.get(i).labels()).isEqualTo(whole.get(step + i).labels());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void sharesHaveTogetherWhatTheWholeBatchHas(int of) {
    Batches training = Batches.training(numbered(21), PLAIN, Augmentation.STANDARD, 6, 7);
    Batches evaluation = Batches.evaluation(numbered(19), PLAIN, 6); // the last batch is one image
    for (Batches whole : List.of(training, evaluation)) {
      List<Batch> wholes = all(whole, 2, 0);
      List<List<Batch>> shares =
          IntStream.range(0, of).mapToObj(i -> all(whole.share(i, of), 2, 0)).toList();
      for (int step = 0; step < wholes.size(); step++) {
        int at = step;
        assertThat(joined(shares.stream().map(share -> share.get(at)).toList()))
            .isEqualTo(joined(List.of(wholes.get(step))));
      }
      assertThat(whole.share(0, of).imagesPerEpoch()).isEqualTo(whole.imagesPerEpoch());
    }
  }

  @Test
  void equalPartsOfABatchAreItsImagesInOrder() {
    Batch batch = all(Batches.evaluation(numbered(6), PLAIN, 6), 0, 0).getFirst();
    assertThat(batch.parts(3)).extracting(Batch::size).containsExactly(2, 2, 2);
    assertThat(joined(batch.parts(3))).isEqualTo(joined(List.of(batch)));
    assertThatThrownBy(() -> batch.parts(4)).isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Float> joined(List<Batch> batches) {
    List<Float> values = new ArrayList<>();
    for (Batch batch : batches) {
      for (float value : batch.images()) {
        values.add(value);
      }
    }
    for (Batch batch : batches) {
      for (int label : batch.labels()) {
        values.add((float) label);
      }
    }
    return values;
  }

  @Test
  void augmentationCutsFromThePaddedOrMirroredImage() {
    ImageSet one = numbered(1);
    Batches batches = Batches.training(one, PLAIN, new Augmentation(2, true), 1, 11);
    List<String> possible = new ArrayList<>();
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        possible.add(Arrays.toString(naive(one.image(0), dy, dx, false)));
        possible.add(Arrays.toString(naive(one.image(0), dy, dx, true)));
      }
    }
    List<String> seen = new ArrayList<>();
    for (int epoch = 0; epoch < 600; epoch++) {
      seen.add(Arrays.toString(all(batches, epoch, 0).getFirst().images()));
    }
    assertThat(possible).containsAll(seen);
    assertThat(seen).containsAll(possible);
  }

  private static float[] naive(byte[] pixels, int dy, int dx, boolean mirror) {
    float[] result = new float[30];
    for (int i = 0; i < 30; i++) {
      int x = i % 5;
      int sourceX = (mirror ? 4 - x : x) + dx;
      int sourceY = i / 5 % 3 + dy;
      boolean inside = sourceX >= 0 && sourceX < 5 && sourceY >= 0 && sourceY < 3;
      int value = inside ? pixels[i / 15 * 15 + sourceY * 5 + sourceX] & 0xFF : 0;
      result[i] = PLAIN.normalize(i / 15, value);
    }
    return result;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aSplitIsStratifiedDisjointAndRepeatable(long seed) {
    ImageSet images = numbered(103);
    int heldOut = new Random(seed).nextInt(103);
    Split split = Split.stratified(images, heldOut, seed);
    assertThat(split.validation().size()).isEqualTo(heldOut);
    for (int c = 0; c < 4; c++) {
      double share = heldOut * (double) images.perClass()[c] / 103;
      assertThat(Math.abs(split.validation().perClass()[c] - share)).isLessThan(1);
    }
    List<Byte> all = new ArrayList<>();
    for (ImageSet part : List.of(split.train(), split.validation())) {
      for (int i = 0; i < part.size(); i++) {
        all.add(part.image(i)[0]);
      }
    }
    assertThat(all).hasSize(103).doesNotHaveDuplicates();
    assertThat(Split.stratified(images, heldOut, seed).train().checksum())
        .isEqualTo(split.train().checksum());
  }

  @Test
  void impossibleSplitsAndBatchesAreRefused() {
    ImageSet images = numbered(5);
    assertThatThrownBy(() -> Split.stratified(images, 5, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Split.stratified(images, -1, 0)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Batches.evaluation(images, PLAIN, 0))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Batches.evaluation(images.first(0), PLAIN, 1))
        .isInstanceOf(InputException.class);
    assertThatThrownBy(() -> new ImageSet(new Shape(1, 1, 1), 2, new byte[1], new int[] {2}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("label 2");
  }

  @Test
  void checksumsTellContentsApart() {
    ImageSet images = numbered(9);
    assertThat(images.checksum()).hasSize(64).isEqualTo(numbered(9).checksum());
    assertThat(images.first(8).checksum()).isNotEqualTo(images.checksum());
    assertThat(images.select(new int[] {1, 0}).checksum())
        .isNotEqualTo(images.select(new int[] {0, 1}).checksum());
  }
}
