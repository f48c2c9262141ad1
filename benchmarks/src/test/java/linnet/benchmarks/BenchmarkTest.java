// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import linnet.inference.cost.Repetitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BenchmarkTest {
  private static final Effort TINY =
      new Effort(
          new Repetitions(0, 1), new Repetitions(0, 1), 200, 2, List.of(2, 1), 2, List.of(100));

  @ParameterizedTest
  @MethodSource("linnet.benchmarks.Benchmark#all")
  void everyGroupMeasuresRowsWithUnitsAndSaysWhatItDoes(Benchmark benchmark) {
    List<String> progress = new ArrayList<>();

    List<BenchmarkRow> rows = benchmark.run(TINY, progress::add);

    assertThat(progress).isNotEmpty();
    assertThat(rows).isNotEmpty();
    assertThat(rows).allMatch(row -> row.value() > 0 && Double.isFinite(row.value()));
    assertThat(rows).noneMatch(row -> row.name().isBlank() || row.unit().isBlank());
  }

  @Test
  void aimsForTheFullNetworkAreNotClaimedOfASmallerOne() {
    List<BenchmarkRow> rows = new OnlineLayers().run(TINY, step -> {});

    assertThat(rows)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.name()).contains("ResNet18 of width 2");
              assertThat(row.aim()).isEqualTo(Aim.NONE);
              assertThat(row.verdict()).isEmpty();
            });
  }

  @Test
  void bytesOfAKeptUnitReachTheirAims() {
    Effort enough =
        new Effort(new Repetitions(0, 1), new Repetitions(0, 1), 5000, 2, List.of(1), 1, List.of());

    assertThat(new ComparisonTraffic().run(enough, step -> {}))
        .hasSize(4)
        .allMatch(row -> row.verdict().equals("met"));
  }

  @Test
  void aimsAreMetOnTheirSideOfTheBound() {
    assertThat(Aim.atMost(0.25).isMetBy(0.25)).isTrue();
    assertThat(Aim.atMost(0.25).isMetBy(0.26)).isFalse();
    assertThat(Aim.atLeast(60).isMetBy(60)).isTrue();
    assertThat(Aim.atLeast(60).isMetBy(59)).isFalse();
    assertThat(Aim.atMost(0.25)).hasToString("≤ 0.25");
    assertThat(Aim.atLeast(60)).hasToString("≥ 60");
    assertThat(Aim.NONE).hasToString("");
  }

  @Test
  void linksAreMeasuredEndToEndAndRoundTripsCounted() {
    List<LinkFigures> figures = Links.measure(TINY, step -> {});

    assertThat(figures).hasSize(3);
    assertThat(figures).extracting(LinkFigures::link).containsExactly("loopback", "lan", "wan");
    assertThat(figures).allMatch(row -> row.onlineSeconds() > 0 && row.onlineMegabytes() > 0);
    assertThat(figures).allMatch(row -> row.roundTrips() == 18);
    assertThat(figures.getFirst().rows()).hasSize(4);
  }
}
