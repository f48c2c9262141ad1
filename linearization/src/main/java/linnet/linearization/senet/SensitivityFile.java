// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.nio.file.Path;
import linnet.linearization.MeasurementFile;

/** A sensitivity on disk, as JSON: measured once, good for every budget of the network. */
public final class SensitivityFile {
  private static final MeasurementFile FORM =
      new MeasurementFile(
          "linnet-sensitivity-1",
          "sensitivity",
          "sites",
          "measure it with: linnet sensitivity RUN");

  private SensitivityFile() {}

  /**
   * Writes a sensitivity atomically.
   *
   * @param network the name of the network that it was measured on
   */
  public static void write(Path file, String network, ReluSensitivity sensitivity) {
    FORM.write(file, network, sensitivity.bySite());
  }

  /**
   * Reads a sensitivity.
   *
   * @throws linnet.network.InputException naming the file, if it is missing, corrupt or something
   *     else
   */
  public static ReluSensitivity read(Path file) {
    return new ReluSensitivity(FORM.read(file));
  }
}
