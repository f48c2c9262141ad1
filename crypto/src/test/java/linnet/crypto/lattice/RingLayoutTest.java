// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RingLayoutTest {
  static Stream<Arguments> shapesAndBatches() {
    return Shapes.all().flatMap(s -> Stream.of(1, 3, 150).map(b -> Arguments.of(s, b)));
  }

  @ParameterizedTest
  @MethodSource("shapesAndBatches")
  void sumsOfShiftedPolynomialsAreTheConvolution(ConvolutionShape shape, int batch) {
    int images = Math.min(batch, 5);
    assertConvolves(shape, PackingChoice.of(new PhaseGrid(List.of(shape)), images));
  }

  @ParameterizedTest
  @MethodSource("shapesAndBatches")
  void everyPackingThatHasRoomConvolves(ConvolutionShape shape, int batch) {
    PhaseGrid grid = new PhaseGrid(List.of(shape));
    int blocks = RingLayout.RING / grid.imagePitch();
    for (int out = 1; out <= Math.min(blocks, 4); out++) {
      RingLayout.ImageRun run = new RingLayout.ImageRun(1, 0, 1, 1);
      int in = Math.min(blocks / out, batch);
      assertConvolves(shape, List.of(new RingLayout(grid, run, in, out)));
    }
  }

  @Test
  void whatIsLeftAfterFullRingsSharesCiphertexts() {
    ConvolutionShape shape = new ConvolutionShape(64, 32, 32, 64, 3, 1, 1, 1);
    List<RingLayout> layouts = PackingChoice.of(new PhaseGrid(List.of(shape)), 15);
    assertThat(layouts).extracting(RingLayout::ringFulls).containsExactly(2, 1);
    assertThat(layouts).extracting(RingLayout::images).containsExactly(7, 1);
    assertThat(layouts.get(0).outputs(shape)).isEqualTo(64);
    assertThat(layouts.get(1).outputs(shape)).isLessThan(64);
  }

  @Test
  void aSmallBatchSharesCiphertexts() {
    ConvolutionShape shape = new ConvolutionShape(512, 4, 4, 512, 3, 1, 1, 1);
    RingLayout layout = PackingChoice.of(new PhaseGrid(List.of(shape)), 1).getFirst();
    assertThat(layout.inputs() + layout.outputs(shape)).isLessThan(90);
  }

  @Test
  void aMapThatIsTooLargeIsRefused() {
    ConvolutionShape shape = new ConvolutionShape(3, 96, 96, 8, 3, 1, 1, 1);
    assertThatThrownBy(() -> PackingChoice.of(new PhaseGrid(List.of(shape)), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("96 x 96");
  }

  private static void assertConvolves(ConvolutionShape shape, List<RingLayout> layouts) {
    int batch = layouts.getFirst().run().batch();
    long[] values = Shapes.values(shape.inputCount(batch), 1);
    long[] weights = Shapes.weights(shape, 2);
    long[] outputs = new long[shape.outputCount(batch)];
    for (RingLayout layout : layouts) {
      for (int ringFull = 0; ringFull < layout.ringFulls(); ringFull++) {
        long[][] in = new long[layout.inputs()][];
        for (int i = 0; i < in.length; i++) {
          in[i] = layout.plaintext(values, ringFull, i);
        }
        for (int o = 0; o < layout.outputs(shape); o++) {
          gather(shape, layout, ringFull, o, product(shape, layout, weights, in, o), outputs);
        }
      }
    }
    assertThat(outputs).isEqualTo(NaiveConvolution.of(shape, weights, values, batch));
  }

  private static long[] product(
      ConvolutionShape shape, RingLayout layout, long[] weights, long[][] in, int output) {
    long[] sum = new long[RingLayout.RING];
    int depth = shape.inChannels() / shape.groups();
    for (int j = 0; j < layout.channels(shape, output); j++) {
      int o = output * layout.outBlocks() + j;
      int first = o / (shape.outChannels() / shape.groups()) * depth;
      for (int c = 0; c < depth; c++) {
        for (Tap tap : Tap.of(shape)) {
          int plane = layout.grid().plane(first + c, tap);
          int shift = layout.shift(j, plane) - layout.grid().shift(tap);
          long weight =
              weights[o * shape.depth() + c * shape.kernel() * shape.kernel() + tap.weight()];
          addShifted(in[layout.input(plane)], shift, weight, sum);
        }
      }
    }
    return sum;
  }

  /** Adds weight * X^shift * from, in the ring in which X^N is -1. */
  private static void addShifted(long[] from, int shift, long weight, long[] to) {
    for (int i = 0; i < from.length; i++) {
      int at = Math.floorMod(i + shift, 2 * from.length);
      long value = weight * from[i];
      to[at % from.length] += at < from.length ? value : -value;
    }
  }

  private static void gather(
      ConvolutionShape shape, RingLayout layout, int ringFull, int output, long[] sum, long[] to) {
    int[] columns = layout.resultColumns(shape, output);
    int[] places = layout.resultPlaces(shape, ringFull, output);
    for (int i = 0; i < columns.length; i++) {
      to[places[i]] = sum[columns[i]];
    }
  }
}
