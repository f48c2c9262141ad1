// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.stream.Stream;

/**
 * What private inference with a budget took over a link, per inference.
 *
 * @param network how rows call it
 * @param units kept units
 * @param link name of the link
 * @param batch pieces prepared at once
 * @param offlineSeconds everything offline
 * @param offlineMegabytes both ways
 * @param onlineSeconds one image, from the call to the logits
 * @param onlineMegabytes both ways
 * @param roundTrips online
 */
public record LinkFigures(
    String network,
    int units,
    String link,
    int batch,
    double offlineSeconds,
    double offlineMegabytes,
    double onlineSeconds,
    double onlineMegabytes,
    long roundTrips) {
  /** The same as rows of a table of figures. */
  public List<BenchmarkRow> rows() {
    String name = "%s, %,d units, %s".formatted(network, units, link);
    return Stream.of(
            row(name + ", offline, per inference in a batch of " + batch, offlineSeconds, "s"),
            row(name + ", offline, per inference in a batch of " + batch, offlineMegabytes, "MB"),
            row(name + ", online", onlineSeconds, "s"),
            row(name + ", online", onlineMegabytes, "MB"))
        .toList();
  }

  private static BenchmarkRow row(String name, double value, String unit) {
    return new BenchmarkRow(name, value, unit, Aim.NONE);
  }
}
