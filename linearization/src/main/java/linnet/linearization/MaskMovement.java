// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Map;
import linnet.network.Masks;

/**
 * How far masks move that are renewed many times in an epoch: the mean over its renewals of the
 * {@link MaskDistance} between successive masks, for the log.
 */
public final class MaskMovement {
  private static final String NAME = "maskDistance";

  private float sum; // floats, as a checkpoint keeps them
  private float renewals;
  private float mean;

  /** Before the first renewal. */
  public MaskMovement() {}

  /** Adds a renewal. */
  public void add(Masks before, Masks after) {
    sum += (float) MaskDistance.normalized(before, after);
    renewals++;
  }

  /** Begins anew; {@link #metrics} tells of the epoch that has ended. */
  public void endEpoch() {
    mean = renewals == 0 ? 0 : sum / renewals;
    sum = 0;
    renewals = 0;
  }

  /** The mean distance in the last epoch, under the name {@value #NAME}; 0 without a renewal. */
  public Map<String, Double> metrics() {
    return Map.of(NAME, (double) mean);
  }

  /** Everything for a checkpoint. */
  public Map<String, float[]> save() {
    return Map.of(NAME, new float[] {sum, renewals});
  }

  /** Goes on from a checkpoint that holds, among others, what {@link #save()} gave. */
  public void restore(Map<String, float[]> saved) {
    float[] own = saved.getOrDefault(NAME, new float[2]);
    sum = own[0];
    renewals = own[1];
  }
}
