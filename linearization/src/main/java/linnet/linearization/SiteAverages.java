// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.training.engine.Scope;
import linnet.training.engine.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * One fp32 number per unit (or per channel), gathered over many batches: the scores that masks are
 * cut from.
 */
public final class SiteAverages implements AutoCloseable {
  private final Map<String, Tensor> bySite = new LinkedHashMap<>();

  /** Zeros for every unit of a network. */
  public SiteAverages(Network network) {
    this(network, Site::shape);
  }

  private SiteAverages(Network network, Function<Site, Shape> shapes) {
    for (Site site : network.sites()) {
      Shape s = shapes.apply(site);
      float[] zeros = new float[s.units()];
      bySite.put(
          site.name(), Scope.keep(() -> Tensors.of(zeros, s.channels(), s.height(), s.width())));
    }
  }

  /** Zeros for every channel of a network, {@code [C, 1, 1]} a site. */
  static SiteAverages ofChannels(Network network) {
    return new SiteAverages(network, site -> new Shape(site.shape().channels(), 1, 1));
  }

  /** {@code value = keep * value + weight * sample} at each unit of a site. */
  public void blend(String site, double keep, Tensor sample, double weight) {
    moveTo(sample, site);
    Scope.withoutGradients(
        () -> Tensors.addInPlace(Tensors.timesInPlace(get(site), keep), sample, weight));
  }

  /** Averages begin on the processor and follow their samples to the GPU. */
  private void moveTo(Tensor sample, String site) {
    Tensor here = get(site);
    if (sample.is_cuda() && !here.is_cuda()) {
      bySite.put(site, Scope.keep(() -> Tensors.beside(here, sample)));
      here.close();
    }
  }

  /** Sets everything to zero. */
  public void clear() {
    Scope.withoutGradients(
        () -> {
          bySite.values().forEach(tensor -> Scope.run(() -> tensor.zero_()));
          return true;
        });
  }

  /** A copy of the values by site, in {@code [C, H, W]} order. */
  public Map<String, float[]> toFloats() {
    Map<String, float[]> result = new LinkedHashMap<>();
    bySite.forEach((site, tensor) -> result.put(site, Tensors.toFloats(tensor)));
    return result;
  }

  /** Overwrites the values with what {@link #toFloats()} gave. */
  public void load(Map<String, float[]> values) {
    Scope.run(
        () ->
            bySite.forEach(
                (site, tensor) -> {
                  float[] own = values.get(site);
                  if (own == null || own.length != tensor.numel()) {
                    throw new IllegalArgumentException("no %s saved".formatted(site));
                  }
                  tensor.copy_(Tensors.of(own, tensor.sizes().vec().get()));
                }));
  }

  /** The values of a site as they are, {@code [C, H, W]}; for reading, until this is closed. */
  public Tensor get(String site) {
    Tensor tensor = bySite.get(site);
    if (tensor == null) {
      throw new IllegalArgumentException("no site is called " + site);
    }
    return tensor;
  }

  @Override
  public void close() {
    bySite.values().forEach(Tensor::close);
  }
}
