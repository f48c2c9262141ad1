// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.List;
import linnet.network.InputException;
import linnet.network.Shape;
import linnet.network.bundle.Preprocessing;

/**
 * A classification data set: images to learn from and images to be judged by.
 *
 * @param name for example {@code cifar100}
 * @param train images to learn from; take the validation part from them with {@link Split}
 * @param test images that only the final figures are measured on
 * @param classNames one per class
 * @param preprocessing channel means and deviations of the training images
 */
public record DataSet(
    String name,
    ImageSet train,
    ImageSet test,
    List<String> classNames,
    Preprocessing preprocessing) {
  /** Rejects parts that do not fit each other. */
  public DataSet {
    classNames = List.copyOf(classNames);
    if (!train.shape().equals(test.shape())) {
      throw new InputException(
          "The training images of %s have shape %s, but the test images %s; resize them to one size."
              .formatted(name, train.shape(), test.shape()));
    }
    if (classNames.size() != train.classes() || test.classes() != train.classes()) {
      throw new InputException(
          "The data set %s names %d classes, but its images have %d and %d."
              .formatted(name, classNames.size(), train.classes(), test.classes()));
    }
    if (train.size() == 0 || test.size() == 0) {
      throw new InputException(
          "The data set %s has %d training and %d test images; it needs both."
              .formatted(name, train.size(), test.size()));
    }
  }

  /** Shape {@code [C, H, W]} of one image. */
  public Shape shape() {
    return train.shape();
  }

  /** Number of classes. */
  public int classes() {
    return train.classes();
  }
}
