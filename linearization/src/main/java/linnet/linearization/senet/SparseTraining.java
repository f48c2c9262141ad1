// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import linnet.network.Network;
import linnet.network.Node;
import linnet.training.data.Batch;
import linnet.training.engine.DifferentiableModel;
import linnet.training.engine.Parameters;
import linnet.training.engine.Tensors;
import linnet.training.loop.Classification;
import linnet.training.loop.Progress;
import linnet.training.loop.TrainingTask;

/**
 * SENet's stage 1, first half: the all-ReLU network learns with only a fraction of its weights (the
 * proxy density), which move to where the loss wants them. The densities that its layers end with
 * tell how sensitive they are to pruning.
 *
 * <p>Weights are exchanged in equally many rounds in every epoch, whatever its length, and the
 * fraction that is exchanged falls to 0 along half a cosine; the public code of SENet's group has a
 * round every 100 steps, and a cosine to 0.005 or a line to 0. {@link SparseConnectivity} lists how
 * the rounds themselves differ.
 */
final class SparseTraining implements TrainingTask {
  private final SparseLearningOptions options;
  private final TrainingTask classification;
  private final Parameters parameters;
  private SparseConnectivity connectivity;

  /** Begins with the largest weights of each layer. */
  SparseTraining(DifferentiableModel model, SparseLearningOptions options) {
    this.options = options;
    this.classification = new Classification(model);
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

  @Override
  public Loss loss(Batch batch, Progress at) {
    return classification.loss(batch, at);
  }

  /** Moves connections while the gradients are dense: those of absent weights are wanted. */
  @Override
  public void beforeUpdate(Progress at) {
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
  @Override
  public Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>();
    connectivity.kept().forEach((layer, bits) -> state.put(layer, packed(bits)));
    return state;
  }

  /** Goes on from what {@link #save()} gave. */
  @Override
  public void restore(Map<String, float[]> saved) {
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
