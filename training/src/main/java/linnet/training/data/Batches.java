// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.Random;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.bundle.Preprocessing;

/**
 * A source of batches, epoch after epoch. The order of the images and their augmentation depend
 * only on (seed, epoch), so that any epoch can be entered at any step.
 */
public final class Batches {
  private final ImageSet images;
  private final float[][] table;
  private final Augmentation augmentation;
  private final int batchSize;
  private final long seed;
  private final boolean training;
  private final Share share;

  /** The part of each batch that is prepared: of {@code of} equal ones the one with this index. */
  private record Share(int index, int of) {
    static final Share WHOLE = new Share(0, 1);

    int begin(int count) {
      return Math.toIntExact((long) count * index / of);
    }

    int end(int count) {
      return Math.toIntExact((long) count * (index + 1) / of);
    }
  }

  private Batches(
      ImageSet images,
      Preprocessing preprocessing,
      Augmentation augmentation,
      int batchSize,
      long seed,
      boolean training) {
    if (batchSize < 1) {
      throw new InputException("The batch size must be at least 1, not %d.".formatted(batchSize));
    }
    if (images.size() == 0) {
      throw new InputException("There are no images to make batches of.");
    }
    this.images = images;
    this.table = table(preprocessing);
    this.augmentation = augmentation;
    this.batchSize = Math.min(batchSize, images.size());
    this.seed = seed;
    this.training = training;
    this.share = Share.WHOLE;
  }

  private Batches(Batches whole, Share share) {
    this.images = whole.images;
    this.table = whole.table;
    this.augmentation = whole.augmentation;
    this.batchSize = whole.batchSize;
    this.seed = whole.seed;
    this.training = whole.training;
    this.share = share;
  }

  /**
   * Shuffled and augmented batches of exactly {@code batchSize} images (of all images if there are
   * fewer); the images left over in one epoch get their turn in another.
   */
  public static Batches training(
      ImageSet images,
      Preprocessing preprocessing,
      Augmentation augmentation,
      int batchSize,
      long seed) {
    return new Batches(images, preprocessing, augmentation, batchSize, seed, true);
  }

  /** Every image once, in order, unchanged; the last batch may be smaller. */
  public static Batches evaluation(ImageSet images, Preprocessing preprocessing, int batchSize) {
    return new Batches(images, preprocessing, Augmentation.NONE, batchSize, 0, false);
  }

  /**
   * The consecutive part of every batch that one of several processes takes, with the same images
   * in the same order as in the whole batch; sizes and counts remain those of whole batches.
   *
   * @param index 0 to {@code of} - 1
   * @param of number of parts, together the whole; they differ by at most one image
   */
  public Batches share(int index, int of) {
    if (index < 0 || index >= of || !share.equals(Share.WHOLE)) {
      throw new IllegalArgumentException("part %d of %d of %s".formatted(index, of, share));
    }
    return new Batches(this, new Share(index, of));
  }

  /** Number of batches of an epoch. */
  public int perEpoch() {
    return training ? images.size() / batchSize : Math.ceilDiv(images.size(), batchSize);
  }

  /** Number of images of an epoch. */
  public int imagesPerEpoch() {
    return training ? perEpoch() * batchSize : images.size();
  }

  /** Number of images of every batch but perhaps the last. */
  public int batchSize() {
    return batchSize;
  }

  /**
   * The batches of an epoch from a step on, prepared ahead on another thread.
   *
   * @param epoch counted from 0
   * @param firstStep counted from 0, at most {@link #perEpoch()}
   */
  public BatchStream epoch(int epoch, int firstStep) {
    int[] order = order(epoch);
    return new BatchStream(firstStep, perEpoch(), step -> prepare(order, epoch, step));
  }

  private int[] order(int epoch) {
    return training
        ? Seeds.permutation(images.size(), new Random(Seeds.mix(seed, epoch)))
        : IntStream.range(0, images.size()).toArray();
  }

  private Batch prepare(int[] order, int epoch, int step) {
    int whole = Math.min(batchSize, order.length - step * batchSize);
    int from = step * batchSize + share.begin(whole);
    int count = share.end(whole) - share.begin(whole);
    int units = images.shape().units();
    float[] values = new float[count * units];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      int image = order[from + i];
      labels[i] = images.label(image);
      augmentation.apply(
          images.pixels(),
          images.offset(image),
          images.shape(),
          table,
          Seeds.mix(seed, epoch, image),
          values,
          i * units);
    }
    return new Batch(images.shape(), values, labels);
  }

  private static float[][] table(Preprocessing preprocessing) {
    float[][] table = new float[preprocessing.channels()][256];
    for (int c = 0; c < table.length; c++) {
      for (int value = 0; value < 256; value++) {
        table[c][value] = preprocessing.normalize(c, value);
      }
    }
    return table;
  }
}
