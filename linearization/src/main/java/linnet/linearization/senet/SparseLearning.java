// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.linearization.Progress;
import linnet.network.Network;
import linnet.network.Node;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Parameters;
import linnet.training.engine.Tensors;

/**
 * SENet's stage 1, first half: the all-ReLU network learns with only a fraction of its weights (the
 * proxy density), which move to where the loss wants them. The densities that its layers end with
 * tell how sensitive they are to pruning.
 */
final class SparseLearning {
  private final SparseLearningOptions options;
  private final Parameters parameters;
  private SparseConnectivity connectivity;

  /** Begins with the largest weights of each layer. */
  SparseLearning(DifferentiableModel model, SparseLearningOptions options) {
    this.options = options;
    this.parameters = model.parameters();
    this.connectivity =
        SparseConnectivity.uniform(layers(model.network()), this::weights, options.density());
    parameters.restrict(connectivity.kept());
  }

  /** Weight tensors of all convolutions and dense layers. */
  private static List<String> layers(Network network) {
    return network.nodes().stream()
        .filter(node -> SiteLayers.isWeighted(node.layer()))
        .map(Node::name)
        .map(name -> name + ".weight")
        .toList();
  }

  private float[] weights(String layer) {
    return Tensors.toFloats(parameters.value(layer));
  }

  private float[] gradients(String layer) {
    return Tensors.toFloats(parameters.gradient(layer));
  }

  /** To be called between backward pass and optimizer step, while gradients are dense. */
  void beforeUpdate(Progress at) {
    long every = Math.max(1, at.steps() / ((long) options.epochs() * options.rounds()));
    if (at.step() > 0 && at.step() % every == 0) {
      double rate = options.pruneRate() * 0.5 * (1 + Math.cos(Math.PI * at.fraction()));
      connectivity = connectivity.rewire(rate, this::weights, this::gradients);
      parameters.restrict(connectivity.kept());
    }
  }

  /** Which weights live now. */
  SparseConnectivity connectivity() {
    return connectivity;
  }

  /** The living weights, 16 to a number (exact in a float), for a checkpoint. */
  Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>();
    connectivity.kept().forEach((layer, bits) -> state.put(layer, packed(bits)));
    return state;
  }

  /** Goes on from what {@link #save()} gave. */
  void restore(Map<String, float[]> saved) {
    Map<String, BitSet> kept = new LinkedHashMap<>();
    connectivity
        .kept()
        .keySet()
        .forEach(layer -> kept.put(layer, unpacked(saved.getOrDefault(layer, new float[0]))));
    connectivity = SparseConnectivity.restored(kept, connectivity.sizes());
    parameters.restrict(kept);
  }

  private static float[] packed(BitSet bits) {
    float[] packed = new float[(bits.length() + 15) / 16];
    bits.stream().forEach(i -> packed[i / 16] += 1 << i % 16);
    return packed;
  }

  private static BitSet unpacked(float[] packed) {
    BitSet bits = new BitSet(packed.length * 16);
    for (int i = 0; i < packed.length * 16; i++) {
      bits.set(i, ((int) packed[i / 16] >> i % 16 & 1) != 0);
    }
    return bits;
  }
}
