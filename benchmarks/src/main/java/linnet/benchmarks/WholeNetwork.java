// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.channel.LinkProfile;

/** One image online, from the call to the logits, material read from memory. */
final class WholeNetwork implements Benchmark {
  static final int BUDGET = 25_000;

  @Override
  public String name() {
    return "whole-network";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    List<BenchmarkRow> rows = new ArrayList<>();
    int all = SampleNetwork.units(effort.width());
    rows.add(measure(Math.min(BUDGET, all), 0.12, effort, progress));
    rows.add(measure(all, 0.6, effort, progress));
    return rows;
  }

  private static BenchmarkRow measure(
      int units, double most, Effort effort, Consumer<String> progress) {
    progress.accept("one image online, %,d units".formatted(units));
    PrivateSession.Host host = PrivateSession.Host.of(SampleNetwork.program(effort.width(), units));
    float[][] image = SampleNetwork.images(1);
    try (PrivateSession session = PrivateSession.open(host, LinkProfile.LOOPBACK)) {
      double seconds =
          effort
              .runs()
              .median(
                  () -> {
                    session.client().prepare(1);
                    long start = System.nanoTime();
                    session.client().infer(image);
                    return 1e-9 * (System.nanoTime() - start);
                  });
      return new BenchmarkRow(
          "%s, one image online, loopback, %,d units"
              .formatted(SampleNetwork.name(effort.width()), units),
          seconds,
          "s",
          effort.atFullWidth(Aim.atMost(most)));
    }
  }
}
