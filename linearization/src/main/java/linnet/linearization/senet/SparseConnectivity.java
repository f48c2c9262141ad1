// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import linnet.linearization.TopK;
import linnet.linearization.WaterFilling;

/**
 * Which weights of a network may differ from zero while it learns sparsely, and how that changes:
 * the smallest weights of each layer are pruned, and as many are grown where the loss wants weights
 * most (Dettmers and Zettlemoyer 2019, arXiv 1907.04840, with the gradient in place of its moving
 * average for growth, as in Evci et al. 2020, arXiv 1911.11134). The total stays the same; how it
 * is shared among layers is what SENet reads the pruning sensitivity from.
 *
 * <p>Differences from the public code of SENet's group, which is Dettmers and Zettlemoyer's with
 * its momentum modes:
 *
 * <ul>
 *   <li>A layer's share of what is grown is the mean magnitude of one mini-batch's gradient over
 *       the weights that survive the pruning; theirs is that of the optimizer's momentum over all
 *       that live before it.
 *   <li>Within a layer, weights grow where that gradient is largest; theirs where the momentum is.
 *   <li>Dense layers are pruned as well; theirs only convolutions.
 *   <li>It begins with the largest weights of every layer; theirs with random ones, each alive with
 *       the probability of the density.
 *   <li>A layer can fill up, and what it cannot take goes to the others by their shares; theirs
 *       fills at most 99 % of its free places in a round, and the rest is spread equally. So only
 *       here can a layer become fully dense, which is a sensitivity of exactly 0.
 *   <li>All layers lose the same fraction; theirs lower it for a layer that is more than 80 % dense
 *       and has an above-average share, to the fraction of its weights that is absent.
 *   <li>The total never changes; theirs drifts by rounding and is steered back.
 * </ul>
 */
final class SparseConnectivity {
  private final Map<String, BitSet> kept;
  private final Map<String, Integer> sizes;

  private SparseConnectivity(Map<String, BitSet> kept, Map<String, Integer> sizes) {
    this.kept = kept;
    this.sizes = sizes;
  }

  /**
   * The largest weights of every layer, the same fraction in each.
   *
   * @param layers names of weight tensors
   * @param density fraction of weights that stay, in (0, 1]
   */
  static SparseConnectivity uniform(
      List<String> layers, Function<String, float[]> weights, double density) {
    Map<String, BitSet> kept = new LinkedHashMap<>();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (String layer : layers) {
      float[] magnitudes = magnitudes(weights.apply(layer));
      int count = (int) Math.max(1, Math.round(density * magnitudes.length));
      kept.put(layer, TopK.highest(magnitudes, count));
      sizes.put(layer, magnitudes.length);
    }
    return new SparseConnectivity(kept, sizes);
  }

  /** What {@link #kept()} of an equal network gave, as a checkpoint keeps it. */
  static SparseConnectivity restored(Map<String, BitSet> kept, Map<String, Integer> sizes) {
    return new SparseConnectivity(new LinkedHashMap<>(kept), sizes);
  }

  /** Layer name to the weights that may differ from zero, by row-major number. */
  Map<String, BitSet> kept() {
    return kept;
  }

  /** Number of weights of each layer. */
  Map<String, Integer> sizes() {
    return sizes;
  }

  /** Non-zero weights of all layers together. */
  int total() {
    return kept.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Fraction of a layer's weights that may differ from zero: eta_theta of SENet. */
  double density(String layer) {
    return Objects.requireNonNull(kept.get(layer)).cardinality()
        / (double) Objects.requireNonNull(sizes.get(layer));
  }

  /**
   * Prunes and grows once.
   *
   * @param pruneRate fraction of each layer's weights to prune, in [0, 1)
   * @param gradients of the loss with respect to all weights, pruned ones included
   */
  SparseConnectivity rewire(
      double pruneRate, Function<String, float[]> weights, Function<String, float[]> gradients) {
    List<String> layers = List.copyOf(kept.keySet());
    Map<String, BitSet> next = new LinkedHashMap<>();
    int[] room = new int[layers.size()];
    double[] wants = new double[layers.size()];
    for (int i = 0; i < room.length; i++) {
      String layer = layers.get(i);
      BitSet surviving = prune(layer, pruneRate, weights.apply(layer));
      next.put(layer, surviving);
      room[i] = Objects.requireNonNull(sizes.get(layer)) - surviving.cardinality();
      wants[i] = meanMagnitude(surviving, gradients.apply(layer));
    }
    int surviving = next.values().stream().mapToInt(BitSet::cardinality).sum();
    int[] grown = WaterFilling.fill(room, wants, total() - surviving);
    for (int i = 0; i < grown.length; i++) {
      grow(
          Objects.requireNonNull(next.get(layers.get(i))),
          grown[i],
          gradients.apply(layers.get(i)));
    }
    return new SparseConnectivity(next, sizes);
  }

  private BitSet prune(String layer, double rate, float[] weights) {
    BitSet present = Objects.requireNonNull(kept.get(layer));
    float[] magnitudes = magnitudes(weights);
    for (int i = 0; i < magnitudes.length; i++) {
      if (!present.get(i)) {
        magnitudes[i] = -1; // below every weight that is present
      }
    }
    int count = present.cardinality();
    return TopK.highest(magnitudes, count - (int) (rate * count));
  }

  private static void grow(BitSet surviving, int count, float[] gradients) {
    float[] magnitudes = magnitudes(gradients);
    surviving.stream().forEach(i -> magnitudes[i] = -1);
    surviving.or(TopK.highest(magnitudes, count));
  }

  private static double meanMagnitude(BitSet weights, float[] gradients) {
    return weights.stream().mapToDouble(i -> Math.abs(gradients[i])).average().orElse(0);
  }

  private static float[] magnitudes(float[] values) {
    float[] result = Arrays.copyOf(values, values.length);
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.abs(result[i]);
    }
    return result;
  }
}
