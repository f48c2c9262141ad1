// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import linnet.network.bundle.Preprocessing;
import linnet.training.data.DataSet;
import linnet.training.data.ImageSet;
import linnet.training.data.Split;

/**
 * The images that a method may see: never the test part.
 *
 * @param train images to learn from
 * @param validation held-out images that progress is measured on
 * @param preprocessing the teacher's
 */
public record LinearizationData(ImageSet train, ImageSet validation, Preprocessing preprocessing) {

  /** The training part of a data set, with a stratified part of it held out. */
  public static LinearizationData of(DataSet data, int heldOut, long seed) {
    Split split = Split.stratified(data.train(), heldOut, seed);
    return new LinearizationData(split.train(), split.validation(), data.preprocessing());
  }
}
