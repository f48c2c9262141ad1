// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Images a second of training. The machine's speed drifts, so each round measures everything, one
 * after the other, and ratios are taken within rounds.
 */
final class TrainingSpeed implements Benchmark {
  static final int WIDTH = 16;
  private static final double MASKED_AIM = 0.95;

  private record Round(StepSpeed plain, StepSpeed masked, StepSpeed distilled) {}

  @Override
  public String name() {
    return "training";
  }

  @Override
  public List<BenchmarkRow> run(Effort effort, Consumer<String> progress) {
    SampleTraining sample = new SampleTraining(Math.min(WIDTH, effort.width()));
    List<Round> rounds = new ArrayList<>();
    int wanted = effort.kernels().rounds();
    for (int round = 1; round <= wanted; round++) {
      progress.accept("training, round %d of %d".formatted(round, wanted));
      rounds.add(new Round(sample.plain(), sample.masked(), sample.distilled()));
    }
    return rows(sample.name(), rounds, effort);
  }

  private static List<BenchmarkRow> rows(String network, List<Round> rounds, Effort effort) {
    Aim ratio = effort.width() < WIDTH ? Aim.NONE : Aim.atLeast(MASKED_AIM);
    return List.of(
        speed(network + ", training, all ReLUs", rounds, r -> r.plain().imagesPerSecond()),
        speed(network + ", training, mixed masks", rounds, r -> r.masked().imagesPerSecond()),
        speed(
            network + ", training, mixed masks, learning from a teacher",
            rounds,
            r -> r.distilled().imagesPerSecond()),
        new BenchmarkRow(
            "mixed masks over all ReLUs, speed of training",
            median(rounds, r -> r.masked().imagesPerSecond() / r.plain().imagesPerSecond()),
            "ratio",
            ratio),
        new BenchmarkRow(
            "time that training waits for images, all ReLUs",
            100 * median(rounds, r -> r.plain().idleShare()),
            "%",
            Aim.NONE));
  }

  private static BenchmarkRow speed(
      String name, List<Round> rounds, ToDoubleFunction<Round> imagesPerSecond) {
    return new BenchmarkRow(name, median(rounds, imagesPerSecond), "images/s", Aim.NONE);
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }
}
