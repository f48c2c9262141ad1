// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.garbling.ReluForm;
import linnet.crypto.transfer.TransferKind;
import linnet.inference.cost.ReluSpeed;

/** Time of a kept unit. */
final class Comparisons implements Benchmark {
  @Override
  public String name() {
    return "comparisons";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    progress.accept("online comparisons");
    double online =
        effort
            .kernels()
            .medianOnOneCore(() -> 1e6 * measure(effort).onlineSeconds() / effort.units());
    progress.accept("preparing comparisons");
    double offline =
        effort.kernels().median(() -> 1e6 * measure(effort).offlineSeconds() / effort.units());
    return List.of(
        new BenchmarkRow(
            "online time of a kept unit of %d bits, both sides by turns on one core"
                .formatted(ComparisonTraffic.BITS),
            online,
            "µs",
            Aim.atMost(0.25)),
        new BenchmarkRow(
            "offline time of a kept unit, SoftSpoken, both sides on all cores",
            offline,
            "µs",
            Aim.NONE));
  }

  private static ReluSpeed measure(Effort effort) {
    return ReluSpeed.measure(
        ReluForm.SIGN, TransferKind.SOFT_SPOKEN, ComparisonTraffic.BITS, effort.units());
  }
}
