// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import java.util.ArrayList;
import java.util.List;

/**
 * Picks how many input and output channels share a ciphertext, by what a packing costs in time and
 * bytes. Both parties compute it from public sizes alone, in whole numbers, so they agree.
 */
final class PackingChoice {
  // Picoseconds, about those of one core of the measuring machine; a byte as on a line of 1 Gbit/s
  // shared out over both parties' work. Changing one changes the wire format.
  private static final long ENCRYPTION = 300_000_000L;
  private static final long ANSWER = 900_000_000L;
  private static final long BYTE = 16_000L;
  private static final long CUT = 1_000L;
  private static final long MULTIPLY_ADD = 35L;

  // About what travels of an output ciphertext, and for each result.
  private static final long PRODUCT_BYTES = RingLayout.RING * 74 / 8;
  private static final long RESULT_BYTES = 8;

  private PackingChoice() {}

  /**
   * The layouts of a batch: of as many full rings as it has, and of what is left.
   *
   * @throws IllegalArgumentException if one image is larger than a ring
   */
  static List<RingLayout> of(PhaseGrid grid, int batch) {
    int capacity = RingLayout.RING / grid.imagePitch();
    if (capacity == 0) {
      throw new IllegalArgumentException(
          "a map of %d x %d values is too large for linear layers under encryption; the largest square one is about 90 x 90"
              .formatted(grid.shapes().getFirst().height(), grid.shapes().getFirst().width()));
    }
    int left = batch % capacity;
    List<RingLayout> layouts = new ArrayList<>();
    if (batch >= capacity) {
      layouts.add(of(grid, new RingLayout.ImageRun(batch, 0, capacity, batch / capacity)));
    }
    if (left > 0) {
      layouts.add(of(grid, new RingLayout.ImageRun(batch, batch - left, left, 1)));
    }
    return List.copyOf(layouts);
  }

  private static RingLayout of(PhaseGrid grid, RingLayout.ImageRun run) {
    int blocks = RingLayout.RING / (run.images() * grid.imagePitch());
    RingLayout best = layout(grid, run, blocks, 1);
    for (int outBlocks = 2; outBlocks <= Math.min(blocks, mostOutputs(grid)); outBlocks++) {
      RingLayout next = layout(grid, run, blocks, outBlocks);
      if (cost(next) < cost(best)) {
        best = next;
      }
    }
    return best;
  }

  private static int mostOutputs(PhaseGrid grid) {
    return grid.shapes().stream().mapToInt(ConvolutionShape::outChannels).max().orElse(1);
  }

  /** With as many input blocks as find room, but no more than fill the same ciphertexts evenly. */
  private static RingLayout layout(
      PhaseGrid grid, RingLayout.ImageRun run, int blocks, int outBlocks) {
    int most = Math.min(grid.planes(), blocks / outBlocks);
    int inBlocks = Math.ceilDiv(grid.planes(), Math.ceilDiv(grid.planes(), most));
    return new RingLayout(grid, run, inBlocks, outBlocks);
  }

  private static long cost(RingLayout layout) {
    long cost = layout.inputs() * (ENCRYPTION + BYTE * Wire.wholeBytes());
    long planes = layout.grid().planes();
    for (ConvolutionShape shape : layout.grid().shapes()) {
      cost += layout.outputs(shape) * (ANSWER + BYTE * PRODUCT_BYTES);
      cost += BYTE * RESULT_BYTES * shape.outputCount(layout.images());
      cost += MULTIPLY_ADD * multiplyAdds(layout, shape);
      cost += CUT * planes * layout.outBlocks() * columns(layout, shape);
    }
    return cost;
  }

  /** Columns that are computed of each ciphertext, in whole tiles of the matrix kernel. */
  private static long columns(RingLayout layout, ConvolutionShape shape) {
    return (long) layout.outBlocks()
        * (Math.ceilDiv(layout.grid().resultSpan(shape, layout.images()), 8L) * 8L);
  }

  /** Multiplications of a weight by a limb for one ring-full. */
  static long multiplyAdds(RingLayout layout, ConvolutionShape shape) {
    return (long) Limbs.COUNT * shape.weightCount() * columns(layout, shape);
  }
}
