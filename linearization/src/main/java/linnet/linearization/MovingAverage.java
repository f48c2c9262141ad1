// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import linnet.network.Network;
import linnet.network.Site;
import linnet.training.engine.Scope;
import org.bytedeco.pytorch.Tensor;

/** An exponential moving average over batches of one number per unit, or per channel. */
public final class MovingAverage implements AutoCloseable {
  private static final String BEGUN = "begun";

  private final Network network;
  private final String name;
  private final double memory;
  private final SiteAverages values;
  private boolean begun;

  /**
   * Knows nothing yet: all zeros, and the first batch counts fully.
   *
   * @param name tells averages of one checkpoint apart
   * @param memory weight of the past when a batch is added, in [0, 1)
   */
  public MovingAverage(Network network, String name, double memory) {
    this(network, name, memory, new SiteAverages(network));
  }

  private MovingAverage(Network network, String name, double memory, SiteAverages values) {
    this.network = network;
    this.name = name;
    this.memory = memory;
    this.values = values;
  }

  /** The same of one number per channel: samples are {@code [C, 1, 1]}. */
  static MovingAverage ofChannels(Network network, String name, double memory) {
    return new MovingAverage(network, name, memory, SiteAverages.ofChannels(network));
  }

  /**
   * Adds a batch.
   *
   * @param sample the batch's {@code [C, H, W]} at a site; called without recording gradients
   */
  public void add(Function<Site, Tensor> sample) {
    double keep = begun ? memory : 0;
    begun = true;
    for (Site site : network.sites()) {
      Scope.run(
          () ->
              Scope.withoutGradients(
                  () -> {
                    values.blend(site.name(), keep, sample.apply(site), 1 - keep);
                    return true;
                  }));
    }
  }

  /** A copy of the averages by site, in {@code [C, H, W]} order. */
  public Map<String, float[]> toFloats() {
    return values.toFloats();
  }

  /** Everything for a checkpoint, under names of its own. */
  public Map<String, float[]> save() {
    Map<String, float[]> state = new LinkedHashMap<>();
    values.toFloats().forEach((site, average) -> state.put(key(site), average));
    state.put(key(BEGUN), new float[] {begun ? 1 : 0});
    return state;
  }

  /** Goes on from a checkpoint that holds, among others, what {@link #save()} gave. */
  public void restore(Map<String, float[]> saved) {
    Map<String, float[]> own = new LinkedHashMap<>();
    for (Site site : network.sites()) {
      own.put(site.name(), saved.getOrDefault(key(site.name()), new float[0]));
    }
    values.load(own);
    begun = saved.getOrDefault(key(BEGUN), new float[1])[0] == 1;
  }

  private String key(String of) {
    return name + ": " + of;
  }

  @Override
  public void close() {
    values.close();
  }
}
