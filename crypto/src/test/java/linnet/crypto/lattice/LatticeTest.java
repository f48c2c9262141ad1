// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import linnet.crypto.channel.InMemoryChannel;
import linnet.crypto.channel.Traffic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LatticeTest {
  static Stream<Arguments> shapesAndBatches() {
    return Shapes.all().flatMap(s -> Stream.of(1, 5).map(b -> Arguments.of(s, b)));
  }

  @ParameterizedTest
  @MethodSource("shapesAndBatches")
  void theClientDecryptsTheMaskedConvolution(ConvolutionShape shape, int batch) {
    assertRight(LatticeRun.of(batch, List.of(List.of(shape))));
  }

  @Test
  void aBatchOfSeveralRingFullsIsRight() {
    assertRight(LatticeRun.of(9, List.of(List.of(new ConvolutionShape(2, 32, 32, 3, 3, 1, 1, 1)))));
  }

  @Test
  void jobsAndConvolutionsOfDifferentStridesRunInOneBatch() {
    assertRight(
        LatticeRun.of(
            3,
            List.of(
                List.of(
                    new ConvolutionShape(4, 9, 9, 6, 3, 2, 1, 1),
                    new ConvolutionShape(4, 9, 9, 5, 1, 2, 0, 1),
                    new ConvolutionShape(4, 9, 9, 6, 5, 1, 2, 2)),
                List.of(new ConvolutionShape(70, 1, 1, 10, 1, 1, 0, 1)))));
  }

  @Test
  void theBytesAreThoseOfTheCostModel() {
    LatticeRun run =
        LatticeRun.of(
            9,
            List.of(
                List.of(
                    new ConvolutionShape(3, 32, 32, 4, 3, 1, 1, 1),
                    new ConvolutionShape(3, 32, 32, 5, 1, 2, 0, 1)),
                List.of(new ConvolutionShape(40, 1, 1, 10, 1, 1, 0, 1))));
    InMemoryChannel.Pair line = InMemoryChannel.pair();
    run.run(line.server(), line.client());
    LatticeCost cost = LatticeCost.of(run.jobs(), 9);
    Traffic traffic = line.client().traffic();
    assertThat(cost.bytesToServer()).isEqualTo(traffic.bytesSent());
    assertThat(cost.bytesToClient()).isEqualTo(traffic.bytesReceived());
  }

  @Test
  void serversOfDifferentWeightsShareACacheOnDisk(@TempDir Path folder) throws IOException {
    var shapes =
        List.of(
            List.of(new ConvolutionShape(4, 6, 6, 5, 3, 1, 1, 1)),
            List.of(new ConvolutionShape(4, 6, 6, 5, 3, 1, 1, 1)));
    for (long seed : new long[] {1, 2, 1}) {
      assertRight(LatticeRun.of(2, shapes, seed, LatticeCache.onDisk(folder, 1 << 24)));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void aServerServesBatchesOfDifferentSizes() {
    LatticeRun one =
        LatticeRun.of(1, List.of(List.of(new ConvolutionShape(4, 6, 6, 5, 3, 1, 1, 1))));
    assertRight(one);
    for (int batch = 2; batch < 7; batch++) {
      assertRight(new LatticeRun(one.jobs(), one.weights(), batch, one.server()));
    }
  }

  private static void assertRight(LatticeRun run) {
    List<List<long[]>> results = run.run();
    for (int job = 0; job < run.jobs().size(); job++) {
      List<long[]> expected = run.expected(job);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(results.get(job).get(i)).isEqualTo(expected.get(i));
      }
    }
  }
}
