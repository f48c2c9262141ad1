// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.relupruner;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import linnet.linearization.Pass;
import linnet.linearization.SiteAverages;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * ReLUPruner's importance of each unit: moving averages over batches of an {@link ImportanceForm},
 * times the layer's weight when units are chosen (the released code weights each batch, with the
 * weights before it). The first batch fills every average, so that short searches need no time to
 * warm them up. It is defined at linearized units as well, so that they can come back.
 */
final class TaylorImportance implements AutoCloseable {
  private static final double EPSILON = 1e-8;
  private static final String UNIT = "unit.";
  private static final String CURVATURE = "curvature.";
  private static final String NORMS = "layer.norms";
  private static final String SQUARES = "layer.squares";
  private static final String BEGUN = "begun";

  private final List<Site> sites;
  private final ReluPrunerOptions options;
  private final SiteAverages units;
  private final SiteAverages curvatures;
  private final NegativeShare negatives;
  private float[] norms; // E||g||_2 by layer; floats, as a checkpoint keeps them
  private float[] squares; // E[g^2] by layer
  private boolean begun;

  TaylorImportance(Network network, ReluPrunerOptions options) {
    this.sites = network.sites();
    this.options = options;
    this.units = new SiteAverages(network);
    this.curvatures = new SiteAverages(network);
    this.negatives = new NegativeShare(network, options.window());
    this.norms = new float[sites.size()];
    this.squares = new float[sites.size()];
  }

  /** Adds what the backward pass has shown of N images; the outputs' gradients are retained. */
  void add(Pass pass, int images) {
    double scale = options.importance().gradientScale(images);
    negatives.nextBatch();
    for (int layer = 0; layer < sites.size(); layer++) {
      int l = layer;
      Scope.run(
          () ->
              Scope.withoutGradients(
                  () -> {
                    add(l, pass, scale);
                    return true;
                  }));
    }
    begun = true;
  }

  private void add(int layer, Pass pass, double scale) {
    String site = sites.get(layer).name();
    Tensor z = pass.before(site).detach();
    Tensor gradient = pass.after(site).grad();
    Tensor squared = Tensors.meanOverImages(gradient.mul(gradient));
    blend(
        curvatures, site, Tensors.timesInPlace(squared, scale * scale), options.curvatureMemory());
    Tensor unit =
        options.importance().unit(gradient, scale, z, curvatures.get(site), negatives.add(site, z));
    blend(units, site, unit, options.memory());
    norms[layer] = blended(norms[layer], scale * meanNorm(gradient));
    squares[layer] = blended(squares[layer], Tensors.toDouble(squared.mean()));
  }

  private void blend(SiteAverages averages, String site, Tensor sample, double memory) {
    double keep = begun ? memory : 0;
    averages.blend(site, keep, sample, 1 - keep);
  }

  private float blended(float past, double sample) {
    double keep = begun ? options.memory() : 0;
    return (float) (keep * past + (1 - keep) * sample);
  }

  /** Mean over images of the Euclidean norm. */
  private static double meanNorm(Tensor gradient) {
    return Tensors.toDouble(
        Tensors.norms(Tensors.rows(gradient)).to(torch.ScalarType.Float).mean());
  }

  /** The importance of each unit by site, in {@code [C, H, W]} order. */
  Map<String, float[]> scores() {
    float[] weights = options.layerWeights().of(sensitivities());
    Map<String, float[]> scores = units.toFloats();
    for (int layer = 0; layer < weights.length; layer++) {
      float[] own = Objects.requireNonNull(scores.get(sites.get(layer).name()));
      for (int i = 0; i < own.length; i++) {
        own[i] *= weights[layer];
      }
    }
    return scores;
  }

  private float[] sensitivities() {
    float[] result = new float[norms.length];
    for (int layer = 0; layer < result.length; layer++) {
      result[layer] = (float) (norms[layer] * Math.sqrt(squares[layer] + EPSILON));
    }
    return result;
  }

  Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>(negatives.save());
    units.toFloats().forEach((site, values) -> state.put(UNIT + site, values));
    curvatures.toFloats().forEach((site, values) -> state.put(CURVATURE + site, values));
    state.put(NORMS, norms.clone());
    state.put(SQUARES, squares.clone());
    state.put(BEGUN, new float[] {begun ? 1 : 0});
    return state;
  }

  void restore(Map<String, float[]> saved) {
    negatives.restore(saved);
    units.load(part(saved, UNIT));
    curvatures.load(part(saved, CURVATURE));
    norms = Objects.requireNonNull(saved.get(NORMS)).clone();
    squares = Objects.requireNonNull(saved.get(SQUARES)).clone();
    begun = Objects.requireNonNull(saved.get(BEGUN))[0] == 1;
  }

  /** The entries whose names begin so, without that beginning. */
  static Map<String, float[]> part(Map<String, float[]> state, String prefix) {
    Map<String, float[]> result = new LinkedHashMap<>();
    state.forEach(
        (name, values) -> {
          if (name.startsWith(prefix)) {
            result.put(name.substring(prefix.length()), values);
          }
        });
    return result;
  }

  @Override
  public void close() {
    units.close();
    curvatures.close();
    negatives.close();
  }
}
