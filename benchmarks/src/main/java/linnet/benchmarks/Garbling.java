// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import linnet.crypto.garbling.SignSpeed;

/** The kernels of the sign circuit on one thread. */
final class Garbling implements Benchmark {
  @Override
  public String name() {
    return "garbling";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    progress.accept("garbling and evaluating");
    double garbled =
        effort.kernels().median(() -> SignSpeed.measure(effort.units()).garbledGates());
    double evaluated =
        effort.kernels().median(() -> SignSpeed.measure(effort.units()).evaluatedGates());
    return List.of(
        row("garbling, one core", garbled, 85), row("evaluating, one core", evaluated, 140));
  }

  private static BenchmarkRow row(String what, double gates, double least) {
    return new BenchmarkRow(what, gates / 1e6, "million AND/s", Aim.atLeast(least));
  }
}
