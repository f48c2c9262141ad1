// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.linearization.MaskDistance;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.RandomMasks;
import linnet.linearization.SiteAverages;
import linnet.network.Allocation;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import linnet.training.loop.Progress;

/**
 * SENet's stage 2: which units (or whole channels) of each site stay, given how many.
 *
 * <p>It begins with units at random places. Over each epoch the mismatch of every unit between
 * teacher and student is added up; at the epoch's end each site keeps its units, or channels, of
 * largest mismatch. After an epoch that moved less than a threshold (the paper's 0.05) of what
 * could move, the masks are frozen. The weights learn on with them to the search's last epoch: the
 * authors' code has no such stop, and a search that ended here would train less than those of other
 * methods.
 */
final class MaskSearch implements MaskPolicy {
  private static final String DISTANCE = "maskDistance";

  private final Network network;
  private final Allocation allocation;
  private final SenetOptions options;
  private final long seed;
  private final SiteAverages mismatch;
  private double distance = 1;

  MaskSearch(Network network, Allocation allocation, SenetOptions options, long seed) {
    this.network = network;
    this.allocation = allocation;
    this.options = options;
    this.seed = seed;
    this.mismatch = new SiteAverages(network);
  }

  @Override
  public Masks initial() {
    return switch (options.initialMask()) {
      case RANDOM -> options.granularity().random(network, allocation, seed);
      case CHANNEL_SHARED -> RandomMasks.channelShared(network, allocation, seed);
    };
  }

  @Override
  public Sight sight(Progress at) {
    return frozen() ? Sight.NONE : Sight.BOTH;
  }

  @Override
  public void see(Pass student, Pass teacher, int images) {
    for (Site site : network.sites()) {
      Scope.run(() -> Scope.withoutGradients(() -> add(student, teacher, site.name())));
    }
  }

  private boolean add(Pass student, Pass teacher, String site) {
    var units = Tensors.sumOverImages(options.score().of(student, teacher, site));
    mismatch.blend(site, 1, units, 1);
    return true;
  }

  @Override
  public Masks afterEpoch(Masks current, Progress done) {
    if (frozen()) {
      distance = 0; // below the threshold, so it stays frozen
      return current;
    }
    Masks next = options.granularity().highest(network, allocation, mismatch.toFloats());
    distance = (float) MaskDistance.normalized(current, next); // as a checkpoint keeps it
    mismatch.clear();
    return next;
  }

  private boolean frozen() {
    return distance < options.hammingStop();
  }

  @Override
  public Map<String, Double> metrics() {
    return Map.of(DISTANCE, distance);
  }

  @Override
  public Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>(mismatch.toFloats());
    state.put(DISTANCE, new float[] {(float) distance});
    return state;
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    mismatch.load(saved);
    distance = saved.getOrDefault(DISTANCE, new float[] {1})[0];
  }

  @Override
  public void close() {
    mismatch.close();
  }
}
