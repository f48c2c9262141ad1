// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import linnet.network.Allocation;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.training.data.Seeds;

/**
 * Masks of exactly as many units as an allocation gives, at uniformly random places. The same seed
 * gives the same masks.
 */
public final class RandomMasks {
  private RandomMasks() {}

  /** Every unit for itself. */
  public static Masks of(Network network, Allocation allocation, long seed) {
    Random random = random(seed);
    return Masks.forEach(
        network,
        site ->
            Mask.of(
                site.shape(),
                Arrays.copyOf(
                    Seeds.permutation(site.units(), random), allocation.units(site.name()))));
  }

  /**
   * Whole channels.
   *
   * @param allocation in whole channels, as {@link Channels#round} gives
   */
  public static Masks channels(Network network, Allocation allocation, long seed) {
    Random random = random(seed);
    return Masks.forEach(
        network,
        site -> {
          int[] order = Seeds.permutation(site.shape().channels(), random);
          BitSet chosen = new BitSet(order.length);
          Arrays.stream(order).limit(Channels.count(site, allocation)).forEach(chosen::set);
          return Channels.mask(site, chosen);
        });
  }

  /**
   * The same places of the plane {@code [H, W]} in every channel of a site; what is left over takes
   * one further place in some of the channels.
   */
  public static Masks channelShared(Network network, Allocation allocation, long seed) {
    Random random = random(seed);
    return Masks.forEach(
        network,
        site -> {
          Shape shape = site.shape();
          int[] places = Seeds.permutation(shape.plane(), random);
          int[] channels = Seeds.permutation(shape.channels(), random);
          int[] units = new int[allocation.units(site.name())];
          Arrays.setAll(
              units,
              i -> channels[i % channels.length] * shape.plane() + places[i / channels.length]);
          return Mask.of(shape, units);
        });
  }

  private static Random random(long seed) {
    return new Random(Seeds.mix(seed, 0x3A5C));
  }
}
