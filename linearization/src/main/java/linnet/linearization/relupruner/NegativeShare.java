// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import linnet.linearization.SiteAverages;
import linnet.network.Network;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * How often the input of each unit is negative, averaged over the last batches: only there does a
 * linear unit differ from a ReLU.
 */
final class NegativeShare implements AutoCloseable {
  private static final String BATCHES = "negative.batches";

  private final List<SiteAverages> window = new ArrayList<>(); // a ring of single batches
  private long batches;

  NegativeShare(Network network, int size) {
    for (int i = 0; i < size; i++) {
      window.add(new SiteAverages(network));
    }
  }

  /** Begins with the next batch, whose sites are then all added. */
  void nextBatch() {
    batches++;
  }

  /**
   * Adds a batch at a site.
   *
   * @param z {@code [N, C, H, W]}
   * @return the share over the window, {@code [C, H, W]}, in the caller's scope
   */
  Tensor add(String site, Tensor z) {
    Tensor share = Tensors.meanOverImages(Tensors.whereNegative(z));
    window.get((int) ((batches - 1) % window.size())).blend(site, 0, share, 1);
    Tensor sum = Tensors.zerosLike(share);
    long present = Math.min(batches, window.size());
    for (int i = 0; i < present; i++) {
      sum.add_(
          Tensors.beside(window.get(i).get(site), share)); // one from a checkpoint is not there yet
    }
    return Tensors.timesInPlace(sum, 1.0 / (double) present);
  }

  Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>();
    for (int i = 0; i < window.size(); i++) {
      String prefix = "negative." + i + ".";
      window.get(i).toFloats().forEach((site, values) -> state.put(prefix + site, values));
    }
    state.put(BATCHES, new float[] {(float) batches}); // exact up to 2^24 looks
    return state;
  }

  void restore(Map<String, float[]> saved) {
    for (int i = 0; i < window.size(); i++) {
      window.get(i).load(TaylorImportance.part(saved, "negative." + i + "."));
    }
    batches = (long) Objects.requireNonNull(saved.get(BATCHES))[0];
  }

  @Override
  public void close() {
    window.forEach(SiteAverages::close);
  }
}
