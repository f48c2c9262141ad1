// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

/**
 * What an epoch has gathered so far.
 *
 * @param loss sum over steps
 * @param correct training images classified rightly
 * @param images training images seen
 * @param seconds of training
 */
record EpochSums(double loss, long correct, long images, double seconds) {
  static final EpochSums NONE = new EpochSums(0, 0, 0, 0);

  EpochSums plus(double stepLoss, long stepCorrect, long stepImages, double stepSeconds) {
    return new EpochSums(
        loss + stepLoss, correct + stepCorrect, images + stepImages, seconds + stepSeconds);
  }
}
