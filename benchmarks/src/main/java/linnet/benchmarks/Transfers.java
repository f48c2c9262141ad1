// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.cost.TransferSpeed;

/** Extended oblivious transfers, one thread a side. */
final class Transfers implements Benchmark {
  @Override
  public String name() {
    return "transfers";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    progress.accept("extended transfers");
    return Stream.of(TransferKind.values())
        .map(
            kind ->
                new BenchmarkRow(
                    "extended transfers, %s, one core a side".formatted(spelled(kind)),
                    TransferSpeed.perSecond(kind, effort.kernels()) / 1e6,
                    "million/s",
                    Aim.atLeast(60)))
        .toList();
  }

  private static String spelled(TransferKind kind) {
    return switch (kind) {
      case IKNP -> "IKNP";
      case SOFT_SPOKEN -> "SoftSpoken";
    };
  }
}
