// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.fisher;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import linnet.linearization.MaskPolicy;
import linnet.linearization.Pass;
import linnet.linearization.SmallestSite;
import linnet.linearization.TopK;
import linnet.linearization.UnitCosts;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.loop.Progress;

/**
 * Second thoughts while the student is tuned: a few times, the kept units of lowest importance are
 * exchanged for linearized units of higher importance, a block at a time; then the masks are
 * frozen. The number of kept units never changes. A site without any gets none, unless sites may be
 * as small as they like; one that loses some may get smaller than the search leaves it.
 */
final class BlockSwaps implements MaskPolicy {
  private final Network network;
  private final Masks start;
  private final SwapOptions options;
  private final SmallestSite smallestSite;
  private final int sampling;
  private final UnitRanking ranking;

  BlockSwaps(Network network, Masks start, FisherOptions options, UnitCosts costs) {
    this.network = network;
    this.start = start;
    this.options = options.swaps();
    this.smallestSite = options.smallestSite();
    this.sampling = options.sampling();
    this.ranking = new UnitRanking(network, options.ranking(), costs, options.memory());
  }

  @Override
  public Masks initial() {
    return start;
  }

  @Override
  public Sight sight(Progress at) {
    boolean pending = options.done(at) < options.times();
    return pending && at.step() % sampling == 0 ? Sight.STUDENT_GRADIENTS : Sight.NONE;
  }

  @Override
  public void see(Pass student, Pass teacher, int images) {
    ranking.add(student, images);
  }

  @Override
  public Masks afterStep(Masks current, Progress done) {
    Progress before = new Progress(done.step() - 1, done.steps());
    if (options.done(done) == options.done(before)) {
      return current;
    }
    int block = (int) Math.ceil(options.block() * current.kept());
    Map<String, float[]> scores = ranking.scores(current);
    if (!smallestSite.equals(SmallestSite.ANY)) {
      stayLinear(current, scores);
    }
    return exchange(network, current, scores, block);
  }

  /** A site that has given up its units gets none back: they would be few. */
  private void stayLinear(Masks current, Map<String, float[]> scores) {
    for (Site site : network.sites()) {
      if (current.get(site.name()).kept() == 0) {
        Arrays.fill(Objects.requireNonNull(scores.get(site.name())), Float.NEGATIVE_INFINITY);
      }
    }
  }

  /**
   * Pairs the linearized unit of highest score with the kept one of lowest, and so on, and
   * exchanges each pair in which the linearized one scores higher.
   *
   * @param block pairs at most
   */
  static Masks exchange(Network network, Masks masks, Map<String, float[]> scores, int block) {
    float[] all = TopK.joined(network, scores);
    BitSet kept = kept(network, masks);
    List<Integer> coming = best(all, kept, block, false);
    List<Integer> going = best(all, kept, block, true);
    int pairs = Math.min(coming.size(), going.size());
    for (int i = 0; i < pairs && all[coming.get(i)] > all[going.get(i)]; i++) {
      kept.set(coming.get(i));
      kept.clear(going.get(i));
    }
    return TopK.split(network, kept);
  }

  /**
   * The highest scores of linearized units, descending, or the lowest of kept ones, ascending;
   * fewer than {@code count} where there are fewer, as linearized units that must stay so do not
   * count.
   */
  private static List<Integer> best(float[] scores, BitSet kept, int count, boolean ofKept) {
    float sign = ofKept ? -1 : 1;
    float[] eligible = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      eligible[i] = kept.get(i) == ofKept ? sign * scores[i] : Float.NEGATIVE_INFINITY;
    }
    return TopK.highest(eligible, Math.min(count, eligible.length)).stream()
        .boxed()
        .filter(i -> eligible[i] > Float.NEGATIVE_INFINITY)
        .sorted(Comparator.comparingDouble(i -> -eligible[i]))
        .toList();
  }

  private static BitSet kept(Network network, Masks masks) {
    BitSet all = new BitSet(network.relus());
    int at = 0;
    for (Site site : network.sites()) {
      Mask mask = masks.get(site.name());
      int offset = at;
      mask.bits().stream().forEach(unit -> all.set(offset + unit));
      at += site.units();
    }
    return all;
  }

  @Override
  public Map<String, float[]> save() {
    return ranking.save();
  }

  @Override
  public void restore(Map<String, float[]> saved) {
    ranking.restore(saved);
  }

  @Override
  public void close() {
    ranking.close();
  }
}
