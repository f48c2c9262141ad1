// SPDX-License-Identifier: Apache-2.0
package linnet.inference.linear;

import linnet.crypto.ring.ExactMatrixKernel;
import linnet.crypto.ring.LimbWeights;
import linnet.crypto.ring.RowPanel;
import linnet.inference.plan.Step;
import linnet.network.Shape;

/**
 * How the input of a convolution lies so that every row of its matrix is a window on one plane,
 * shifted by a position of the kernel: output {@code (image, y, x)} is column {@code (image *
 * gridHeight + y) * gridWidth + x} of all rows.
 *
 * <p>A stride of s splits each padded map into s*s phases, planes on which the stride is 1; a plane
 * holds all images. Neighbouring lines share the zeros between them, and so do images: a line is
 * {@code max(OW, ceil((W + padding) / s))} long, so that what a window reads beyond a line's end is
 * the padding in which the next line begins.
 */
final class ShiftedPlanes {
  private final Step.Convolution step;
  private final Activations x;
  private final Shape out;
  private final int phases;
  private final int gridHeight;
  private final int gridWidth;
  private final int planeLength;

  ShiftedPlanes(Step.Convolution step, Activations x, Shape out) {
    this.step = step;
    this.x = x;
    this.out = out;
    this.phases = Math.min(step.stride(), step.kernel());
    this.gridHeight = gridSize(x.shape().height(), out.height());
    this.gridWidth = gridSize(x.shape().width(), out.width());
    int reach = (step.kernel() - 1) / step.stride() * (gridWidth + 1);
    int lines = Math.multiplyExact(x.batch(), gridHeight);
    this.planeLength = Math.addExact(Math.multiplyExact(lines, gridWidth), reach);
  }

  private int gridSize(int in, int out) {
    return Math.max(out, Math.ceilDiv(in + step.padding(), step.stride()));
  }

  /** Lines up to the last of outputs. */
  int lines() {
    return (x.batch() - 1) * gridHeight + out.height();
  }

  /** Columns from the first to the last output of so many lines. */
  int columns(int lines) {
    return (lines - 1) * gridWidth + out.width();
  }

  int gridHeight() {
    return gridHeight;
  }

  int gridWidth() {
    return gridWidth;
  }

  int inChannels() {
    return x.shape().channels();
  }

  /** Zeros in which {@link #fill} puts one limb of all channels. */
  double[] newPanel() {
    int length = Math.multiplyExact(inChannels() * phases * phases, planeLength);
    return new double[Math.addExact(length, ExactMatrixKernel.LANES)];
  }

  /** A panel as the matrix {@code [C*k*k, columns]} of the convolution. */
  RowPanel matrix(double[] panel) {
    int square = step.kernel() * step.kernel();
    int[] rows = new int[inChannels() * square];
    for (int row = 0; row < rows.length; row++) {
      int dy = row % square / step.kernel();
      int dx = row % step.kernel();
      rows[row] =
          plane(row / square, dy % step.stride(), dx % step.stride())
              + dy / step.stride() * gridWidth
              + dx / step.stride();
    }
    return new RowPanel(panel, rows);
  }

  private int plane(int channel, int phaseY, int phaseX) {
    return ((channel * phases + phaseY) * phases + phaseX) * planeLength;
  }

  /** Puts one limb of one channel of all images in its place. */
  void fill(LimbWeights limbs, int limb, int channel, double[] panel) {
    for (int image = 0; image < x.batch(); image++) {
      for (int y = 0; y < x.shape().height(); y++) {
        int padded = y + step.padding();
        int line = image * gridHeight + padded / step.stride();
        if (padded % step.stride() < phases) {
          int from = x.plane(channel, image) + y * x.shape().width();
          int to = plane(channel, padded % step.stride(), 0) + line * gridWidth;
          fillLine(limbs, limb, from, panel, to);
        }
      }
    }
  }

  private void fillLine(LimbWeights limbs, int limb, int from, double[] panel, int to) {
    int stride = step.stride();
    for (int phase = 0; phase < phases; phase++) {
      int first = Math.floorMod(phase - step.padding(), stride);
      int count = Math.ceilDiv(x.shape().width() - first, stride);
      int at = to + phase * planeLength + (first + step.padding()) / stride;
      limbs.cut(limb, x.values(), from + first, stride, count, panel, at);
    }
  }
}
