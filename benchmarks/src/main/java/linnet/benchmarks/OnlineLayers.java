// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.List;
import java.util.function.Consumer;
import linnet.inference.cost.OnlineLinear;

/** The linear layers that the server runs online. */
final class OnlineLayers implements Benchmark {
  @Override
  public String name() {
    return "online-layers";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    progress.accept("online linear layers");
    double seconds =
        OnlineLinear.seconds(SampleNetwork.program(effort.width(), 0), 1, effort.kernels());
    return List.of(
        new BenchmarkRow(
            "%s, linear layers online, one image, all cores"
                .formatted(SampleNetwork.name(effort.width())),
            1e3 * seconds,
            "ms",
            effort.atFullWidth(Aim.atMost(60))));
  }
}
