// SPDX-License-Identifier: Apache-2.0
package linnet.training.data;

import java.util.Random;
import java.util.stream.IntStream;
import linnet.network.InputException;
import linnet.network.LargestRemainder;

/**
 * Training images parted into those to learn from and those that choose the model.
 *
 * @param train the larger part
 * @param validation the held-out part, with the same share of every class
 */
public record Split(ImageSet train, ImageSet validation) {

  /**
   * Holds out a number of images, stratified: each class gives its share, rounded by largest
   * remainder. The same seed gives the same split; both parts keep the order of the origin.
   *
   * @param heldOut at least 0 and less than the images there are
   * @throws InputException if more are to be held out than there are
   */
  public static Split stratified(ImageSet images, int heldOut, long seed) {
    if (heldOut < 0 || heldOut >= images.size()) {
      throw new InputException(
          "%,d of %,d training images cannot be held out for validation; hold out fewer."
              .formatted(heldOut, images.size()));
    }
    int[] quota = LargestRemainder.share(heldOut, images.perClass());
    boolean[] held = new boolean[images.size()];
    for (int i : Seeds.permutation(images.size(), new Random(Seeds.mix(seed, 0x5911)))) {
      if (quota[images.label(i)] > 0) {
        quota[images.label(i)]--;
        held[i] = true;
      }
    }
    return new Split(part(images, held, false), part(images, held, true));
  }

  private static ImageSet part(ImageSet images, boolean[] held, boolean wanted) {
    return images.select(IntStream.range(0, held.length).filter(i -> held[i] == wanted).toArray());
  }
}
