// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import linnet.network.bundle.Preprocessing;

/** Class names and channel statistics of the sets that everybody uses. */
final class KnownSets {
  static final Preprocessing CIFAR10_PIXELS =
      new Preprocessing(List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.2470f, 0.2435f, 0.2616f));
  static final Preprocessing CIFAR100_PIXELS =
      new Preprocessing(List.of(0.5071f, 0.4867f, 0.4408f), List.of(0.2675f, 0.2565f, 0.2761f));
  static final Preprocessing FASHION_PIXELS = new Preprocessing(List.of(0.2860f), List.of(0.3530f));
  static final Preprocessing MNIST_PIXELS = new Preprocessing(List.of(0.1307f), List.of(0.3081f));

  static final List<String> FASHION_CLASSES =
      List.of(
          "T-shirt",
          "trouser",
          "pullover",
          "dress",
          "coat",
          "sandal",
          "shirt",
          "sneaker",
          "bag",
          "ankle boot");
  static final List<String> CIFAR10_CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
  static final List<String> CIFAR100_CLASSES =
      List.of(
          """
          apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus \
          butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach \
          couch crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster \
          house kangaroo keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree \
          motorcycle mountain mouse mushroom oak_tree orange orchid otter palm_tree pear \
          pickup_truck pine_tree plain plate poppy porcupine possum rabbit raccoon ray road rocket \
          rose sea seal shark shrew skunk skyscraper snail snake spider squirrel streetcar \
          sunflower sweet_pepper table tank telephone television tiger tractor train trout tulip \
          turtle wardrobe whale willow_tree wolf woman worm"""
              .split(" "));

  /** The first labels of the published training files. */
  private static final int[] FASHION_START = {9, 0, 0, 3, 0, 2, 7, 2, 5, 5};

  private static final int[] MNIST_START = {5, 0, 4, 1, 9, 2, 1, 3, 1, 4};

  private KnownSets() {}

  record Known(String name, List<String> classNames, Preprocessing preprocessing) {}

  /** Tells Fashion-MNIST, MNIST and others in the same format apart by their first labels. */
  static Known idx(ImageSet train) {
    int[] start = IntStream.range(0, Math.min(10, train.size())).map(train::label).toArray();
    if (Arrays.equals(start, FASHION_START)) {
      return new Known("fashion-mnist", FASHION_CLASSES, FASHION_PIXELS);
    }
    if (Arrays.equals(start, MNIST_START)) {
      return new Known("mnist", numbered(10), MNIST_PIXELS);
    }
    return new Known("idx", numbered(train.classes()), ChannelStatistics.of(train));
  }

  private static List<String> numbered(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }
}
