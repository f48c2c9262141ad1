// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import java.util.List;
import java.util.stream.IntStream;
import linnet.crypto.ring.ExactMatrixKernel;
import linnet.crypto.ring.LimbWeights;
import linnet.crypto.ring.PackedWeights;
import linnet.crypto.ring.RowPanel;
import linnet.network.Shape;

/**
 * A convolution as exact matrix products in doubles, one per limb of the ring elements: weights
 * {@code [O, C*k*k]} times {@link ShiftedPlanes}, in pieces of outputs and lines for all cores.
 */
final class LimbConvolution {
  /** Columns of a piece, about: its part of the planes stays in a core's own cache. */
  private static final int COLUMNS = 384;

  /** Weights of a piece, about: half a megabyte, read again for the next limb. */
  private static final int WEIGHTS = 1 << 16;

  /** Enough that no core waits long for another. */
  private static final int PIECES = 4 * Runtime.getRuntime().availableProcessors();

  private final ShiftedPlanes planes;
  private final LimbWeights limbs;
  private final Activations result;
  private final int linesPerPiece;
  private final int outputsPerPiece;

  LimbConvolution(ShiftedPlanes planes, LimbWeights limbs, Activations result) {
    this.planes = planes;
    this.limbs = limbs;
    this.result = result;
    this.linesPerPiece = Math.max(1, COLUMNS / planes.gridWidth());
    this.outputsPerPiece = outputsPerPiece();
  }

  private int outputsPerPiece() {
    PackedWeights weights = limbs.packed();
    int wanted = Math.ceilDiv(PIECES, pieces(planes.lines(), linesPerPiece));
    int most = Math.min(WEIGHTS / weights.depth(), Math.ceilDiv(weights.outputs(), wanted));
    return Math.max(1, Math.ceilDiv(most, PackedWeights.GROUP)) * PackedWeights.GROUP;
  }

  private static int pieces(int size, int piece) {
    return Math.ceilDiv(size, piece);
  }

  /** Adds to the result. */
  void run() {
    List<RowPanel> panels = IntStream.range(0, limbs.limbs()).mapToObj(this::panel).toList();
    int ranges = pieces(limbs.packed().outputs(), outputsPerPiece);
    IntStream.range(0, ranges * pieces(planes.lines(), linesPerPiece))
        .parallel()
        .forEach(piece -> piece(panels, piece % ranges, piece / ranges));
  }

  private RowPanel panel(int limb) {
    double[] panel = planes.newPanel();
    IntStream.range(0, planes.inChannels())
        .parallel()
        .forEach(channel -> planes.fill(limbs, limb, channel, panel));
    return planes.matrix(panel);
  }

  private void piece(List<RowPanel> panels, int range, int block) {
    int firstOutput = range * outputsPerPiece;
    int endOutput = Math.min(limbs.packed().outputs(), firstOutput + outputsPerPiece);
    int firstLine = block * linesPerPiece;
    int endLine = Math.min(planes.lines(), firstLine + linesPerPiece);
    PackedWeights weights = limbs.packed().range(firstOutput, endOutput);
    int columns = planes.columns(endLine - firstLine);
    int stride = ExactMatrixKernel.paddedColumns(columns);
    double[] sums = new double[weights.paddedOutputs() * stride];
    for (int limb = 0; limb < panels.size(); limb++) {
      int firstColumn = firstLine * planes.gridWidth();
      ExactMatrixKernel.current().multiply(weights, panels.get(limb), firstColumn, columns, sums);
      for (int output = firstOutput; output < endOutput; output++) {
        join(limb, sums, (output - firstOutput) * stride, output, firstLine, endLine);
      }
    }
  }

  /** Adds the sums of one output channel, without those between images and lines. */
  private void join(int limb, double[] sums, int from, int output, int firstLine, int endLine) {
    Shape out = result.shape();
    for (int line = firstLine; line < endLine; line++) {
      int y = line % planes.gridHeight();
      if (y < out.height()) {
        int at = from + (line - firstLine) * planes.gridWidth();
        int to = result.plane(output, line / planes.gridHeight()) + y * out.width();
        limbs.join(limb, sums, at, out.width(), result.values(), to);
      }
    }
  }
}
