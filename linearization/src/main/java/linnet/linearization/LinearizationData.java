// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Optional;
import linnet.network.bundle.Preprocessing;
import linnet.training.data.Batches;
import linnet.training.data.DataSet;
import linnet.training.data.ImageSet;
import linnet.training.data.Seeds;
import linnet.training.data.Split;
import linnet.training.loop.TrainingImages;

/**
 * The images that a method may see: never the test part.
 *
 * @param train images to learn from
 * @param validation held-out images that progress is measured on; may be empty
 * @param preprocessing the teacher's
 */
public record LinearizationData(ImageSet train, ImageSet validation, Preprocessing preprocessing) {

  /** The training part of a data set, with a stratified part of it held out. */
  public static LinearizationData of(DataSet data, int heldOut, long seed) {
    Split split = Split.stratified(data.train(), heldOut, seed);
    return new LinearizationData(split.train(), split.validation(), data.preprocessing());
  }

  /**
   * The images in batches, as a trainer takes them.
   *
   * @param phase its name; every phase has an order and crops of its own, which are not those that
   *     the teacher learned from with the same seed
   */
  public TrainingImages batches(Optimization how, long seed, String phase) {
    Batches training =
        Batches.training(
            train,
            preprocessing,
            how.augmentation(),
            how.batchSize(),
            Seeds.mix(seed, phase.hashCode()));
    return new TrainingImages(
        training,
        validation.size() == 0
            ? Optional.empty()
            : Optional.of(Batches.evaluation(validation, preprocessing, how.batchSize())));
  }
}
