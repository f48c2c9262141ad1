// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.util.List;
import java.util.function.ToLongFunction;
import linnet.inference.plan.ProgramPlan;

/**
 * The exact bytes of preparing and classifying batches, framing and requests included, layer by
 * layer, before any of it runs. The handshake and the base transfers belong to the session and are
 * not in here.
 *
 * @param prepareBatch pieces prepared at once
 * @param onlineBatch images classified at once
 * @param layers in the order of the plan
 */
public record PredictionCost(int prepareBatch, int onlineBatch, List<LayerTraffic> layers) {
  /** Copies the list. */
  public PredictionCost {
    layers = List.copyOf(layers);
  }

  /** The cost of a batch that is prepared at once and classified at once. */
  public static PredictionCost of(ProgramPlan plan, ProtocolParameters parameters, int batch) {
    return of(plan, parameters, batch, batch);
  }

  /**
   * The cost of preparing one batch and of classifying another.
   *
   * @throws IllegalArgumentException if a batch is empty, or a map too large for a ciphertext
   */
  public static PredictionCost of(
      ProgramPlan plan, ProtocolParameters parameters, int prepareBatch, int onlineBatch) {
    if (prepareBatch < 1 || onlineBatch < 1) {
      throw new IllegalArgumentException("a batch has at least one image");
    }
    return new PredictionCost(
        prepareBatch,
        onlineBatch,
        new LayerCosting(plan, parameters, prepareBatch, onlineBatch).layers());
  }

  /** The part of the offline bytes that linear layers take, of the whole prepared batch. */
  public long linearBytes() {
    return layers.stream()
        .filter(layer -> layer.kind() == LayerKind.KEYS || layer.kind() == LayerKind.CONVOLUTION)
        .mapToLong(LayerTraffic::offlineBytes)
        .sum();
  }

  /** Both ways, of the whole prepared batch. */
  public long offlineBytes() {
    return sum(LayerTraffic::offlineBytes);
  }

  /** Both ways, of the whole batch that is classified at once. */
  public long onlineBytes() {
    return sum(LayerTraffic::onlineBytes);
  }

  /**
   * Round trips that a preparation of the batch waits for, about: slices of large layers overlap.
   */
  public long offlineRounds() {
    return sum(LayerTraffic::offlineRounds);
  }

  /** Round trips that an inference waits for. */
  public long onlineRounds() {
    return sum(LayerTraffic::onlineRounds);
  }

  private long sum(ToLongFunction<LayerTraffic> part) {
    return layers.stream().mapToLong(part).sum();
  }
}
