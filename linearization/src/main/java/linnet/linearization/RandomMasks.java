// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Arrays;
import java.util.Random;
import linnet.network.Allocation;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.training.data.Seeds;

/** Masks of exactly as many units as an allocation gives, at uniformly random places. */
public final class RandomMasks {
  private RandomMasks() {}

  /** The same seed gives the same masks. */
  public static Masks of(Network network, Allocation allocation, long seed) {
    Random random = new Random(Seeds.mix(seed, 0x3A5C));
    return Masks.forEach(
        network,
        site ->
            Mask.of(
                site.shape(),
                Arrays.copyOf(
                    Seeds.permutation(site.units(), random), allocation.units(site.name()))));
  }
}
