// SPDX-License-Identifier: Apache-2.0
package linnet.crypto.lattice;

import static java.lang.Math.ceilDiv;
import static java.lang.Math.max;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How one input map, and the outputs of the convolutions of one stride that read it, lie in the
 * coefficients of polynomials before any packing.
 *
 * <p>A convolution of stride s is the sum of s² convolutions of stride 1, each on a <em>phase</em>
 * of the input (the rows and columns of equal remainder). A <em>plane</em> is one phase of one
 * channel. Rows are {@code rowPitch} apart and images {@code imagePitch}, with just as many zeros
 * between them as the taps reach past the edges, so that neighbours share the zero padding.
 */
final class PhaseGrid {
  private record Phase(int row, int column) {}

  private final List<ConvolutionShape> shapes;
  private final List<Phase> phases = new ArrayList<>();
  private final int rowPitch;
  private final int imagePitch;

  /** The grid of convolutions of the same input sizes and the same stride. */
  PhaseGrid(List<ConvolutionShape> shapes) {
    this.shapes = List.copyOf(shapes);
    Extent rows = new Extent();
    Extent columns = new Extent();
    for (ConvolutionShape shape : shapes) {
      for (Tap tap : Tap.of(shape)) {
        addPhase(tap);
        int stride = shape.stride();
        rows.add(ceilDiv(shape.height() - tap.phaseRow(), stride), shape.outHeight(), tap.row());
        columns.add(
            ceilDiv(shape.width() - tap.phaseColumn(), stride), shape.outWidth(), tap.column());
      }
    }
    rowPitch = columns.pitch();
    imagePitch = Math.multiplyExact(rows.pitch(), columns.pitch());
  }

  /**
   * How far apart rows (or columns) have to be so that whatever a tap reads past an edge is zero.
   * One distance for all planes: a plane's neighbour in a ciphertext may be of another phase.
   */
  private static final class Extent {
    private int inputs;
    private int before;
    private int outputsAndAfter;

    void add(int inputs, int outputs, int reach) {
      this.inputs = max(this.inputs, inputs);
      before = max(before, -reach);
      outputsAndAfter = max(outputsAndAfter, outputs + max(reach, 0));
    }

    int pitch() {
      return max(inputs + before, outputsAndAfter);
    }
  }

  private void addPhase(Tap tap) {
    Phase phase = new Phase(tap.phaseRow(), tap.phaseColumn());
    if (!phases.contains(phase)) {
      phases.add(phase);
    }
  }

  List<ConvolutionShape> shapes() {
    return shapes;
  }

  /** Coefficients from one row of a map to the next. */
  int rowPitch() {
    return rowPitch;
  }

  /** Coefficients from one image to the next. */
  int imagePitch() {
    return imagePitch;
  }

  /** Planes of one image. */
  int planes() {
    return Math.multiplyExact(input().inChannels(), phases.size());
  }

  /** The plane of a channel that a tap reads. */
  int plane(int channel, Tap tap) {
    return channel * phases.size() + phases.indexOf(new Phase(tap.phaseRow(), tap.phaseColumn()));
  }

  /** Where a tap reads, relative to the output's coefficient. */
  int shift(Tap tap) {
    return tap.row() * rowPitch + tap.column();
  }

  /** Coefficients from the first result of a run of images to behind its last. */
  int resultSpan(ConvolutionShape shape, int images) {
    return (images - 1) * imagePitch + (shape.outHeight() - 1) * rowPitch + shape.outWidth();
  }

  /**
   * Copies one plane of some images into coefficients.
   *
   * @param values {@code [C, batch, H, W]}
   * @param at the coefficient of the first image's first value
   */
  void scatter(long[] values, int batch, int plane, int firstImage, int images, long[] to, int at) {
    ConvolutionShape input = input();
    Phase phase = phases.get(plane % phases.size());
    int channel = plane / phases.size();
    int stride = input.stride();
    for (int image = 0; image < images; image++) {
      int map = (channel * batch + firstImage + image) * input.height() * input.width();
      int row = at + image * imagePitch;
      for (int y = phase.row(); y < input.height(); y += stride, row += rowPitch) {
        int from = map + y * input.width();
        for (int x = phase.column(), i = row; x < input.width(); x += stride, i++) {
          to[i] = values[from + x];
        }
      }
    }
  }

  /** The coefficients of one image's results, row by row. */
  int[] results(ConvolutionShape shape) {
    int[] results = new int[shape.outHeight() * shape.outWidth()];
    Arrays.setAll(results, i -> i / shape.outWidth() * rowPitch + i % shape.outWidth());
    return results;
  }

  private ConvolutionShape input() {
    return shapes.getFirst();
  }
}
