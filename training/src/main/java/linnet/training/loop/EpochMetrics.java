// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of {@code metrics.jsonl}. A resumed training repeats all of it but the times.
 *
 * @param phase the phase's name
 * @param epoch counted from 1
 * @param loss mean over the epoch's steps
 * @param trainAccuracy share of augmented training images classified rightly while learning
 * @param validationAccuracy share of validation images; NaN, and no field, without any
 * @param learningRate of the epoch's last step
 * @param imagesPerSecond training images over training time
 * @param idleShare of the time, in [0, 1], that the engine waited for images, since this process
 *     entered the epoch
 * @param seconds of the epoch with its validation
 * @param further what the task adds
 */
public record EpochMetrics(
    String phase,
    int epoch,
    double loss,
    double trainAccuracy,
    double validationAccuracy,
    double learningRate,
    double imagesPerSecond,
    double idleShare,
    double seconds,
    Map<String, Double> further) {
  /** Copies the map. */
  public EpochMetrics {
    further = Collections.unmodifiableMap(new LinkedHashMap<>(further));
  }
}
