// SPDX-License-Identifier: Apache-2.0
package linnet.inference.protocol;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One image's part of what a preparation cost.
 *
 * @param linear the batch's linear layers, divided by the images
 * @param comparisons this image's own garbling and transfers
 */
public record PreparationCost(PhaseStatistics linear, PhaseStatistics comparisons) {
  /** Nothing yet. */
  public static final PreparationCost NONE =
      new PreparationCost(PhaseStatistics.NONE, PhaseStatistics.NONE);

  /** Linear layers and comparisons together. */
  public PhaseStatistics total() {
    return linear.plus(comparisons);
  }

  /** Both together. */
  public PreparationCost plus(PreparationCost other) {
    return new PreparationCost(linear.plus(other.linear), comparisons.plus(other.comparisons));
  }

  void write(DataOutput out) throws IOException {
    write(out, linear);
    write(out, comparisons);
  }

  static PreparationCost read(DataInput in) throws IOException {
    return new PreparationCost(readPhase(in), readPhase(in));
  }

  private static void write(DataOutput out, PhaseStatistics phase) throws IOException {
    out.writeLong(phase.bytesSent());
    out.writeLong(phase.bytesReceived());
    out.writeLong(phase.rounds());
    out.writeDouble(phase.millis());
  }

  private static PhaseStatistics readPhase(DataInput in) throws IOException {
    return new PhaseStatistics(in.readLong(), in.readLong(), in.readLong(), in.readDouble());
  }
}
