// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.cost.ReluSpeed;

/** Bytes of a kept unit, counted on a line. */
final class ComparisonTraffic implements Benchmark {
  static final int BITS = 20;

  @Override
  public String name() {
    return "traffic";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    progress.accept("bytes of comparisons");
    ReluSpeed softSpoken = measure(TransferKind.SOFT_SPOKEN, effort);
    ReluSpeed iknp = measure(TransferKind.IKNP, effort);
    return List.of(
        row("tables", softSpoken.tableBytes(), softSpoken, 300),
        row("all offline, SoftSpoken transfers", softSpoken.offlineBytes(), softSpoken, 420),
        row("all offline, IKNP transfers", iknp.offlineBytes(), iknp, 650),
        row("online", softSpoken.onlineBytes(), softSpoken, 330));
  }

  private static ReluSpeed measure(TransferKind kind, Effort effort) {
    return ReluSpeed.measure(ReluForm.SIGN, kind, BITS, effort.units());
  }

  private static BenchmarkRow row(String what, long bytes, ReluSpeed of, double most) {
    return new BenchmarkRow(
        "bytes of a kept unit of %d bits: %s (counted over %,d)".formatted(BITS, what, of.units()),
        (double) bytes / of.units(),
        "B",
        Aim.atMost(most));
  }
}
