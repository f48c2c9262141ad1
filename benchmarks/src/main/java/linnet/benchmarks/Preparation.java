// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.channel.LinkProfile;
import linnet.inference.protocol.PreparationStatistics;

/** Everything offline of a network with a budget, in a batch. */
final class Preparation implements Benchmark {
  private static final int UNITS = WholeNetwork.BUDGET;

  @Override
  public String name() {
    return "preparation";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    PrivateSession.Host host = PrivateSession.Host.of(SampleNetwork.program(effort.width(), UNITS));
    try (PrivateSession session = PrivateSession.open(host, LinkProfile.LOOPBACK)) {
      int batch = Math.min(effort.prepareBatch(), session.client().maxPrepare());
      progress.accept("everything offline, batch of " + batch);
      long[] bytes = new long[1];
      PeakHeap.reset();
      double seconds =
          effort
              .runs()
              .seconds(
                  () -> {
                    PreparationStatistics made = session.client().prepare(batch);
                    bytes[0] = made.total().bytes();
                    session.discardMaterial();
                  });
      return rows(effort, batch, seconds / batch, bytes[0] / (double) batch, PeakHeap.bytes());
    }
  }

  private static List<BenchmarkRow> rows(
      Effort effort, int batch, double seconds, double bytes, long peak) {
    String name =
        "%s, everything offline, loopback, %,d units, per inference in a batch of %d"
            .formatted(SampleNetwork.name(effort.width()), UNITS, batch);
    return List.of(
        new BenchmarkRow(name, seconds, "s", effort.atFullWidth(Aim.atMost(0.4))),
        new BenchmarkRow(name, bytes / 1e6, "MB", effort.atFullWidth(Aim.atMost(50))),
        new BenchmarkRow(
            "the same: peak of the heap, garbage included, both sides in one process",
            peak / (double) (1L << 30),
            "GiB",
            effort.atFullWidth(Aim.atMost(6))));
  }
}
