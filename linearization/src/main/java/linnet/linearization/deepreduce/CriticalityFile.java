// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.deepreduce;

import java.nio.file.Path;
import linnet.linearization.MeasurementFile;

/** A criticality on disk, as JSON: measured once, good for every budget of the network. */
public final class CriticalityFile {
  private static final MeasurementFile FORM =
      new MeasurementFile(
          "linnet-criticality-1",
          "criticality",
          "stages",
          "leave the file out, and the criticality is measured");

  private CriticalityFile() {}

  /**
   * Writes a criticality atomically.
   *
   * @param network the name of the network that it was measured on
   */
  public static void write(Path file, String network, StageCriticality criticality) {
    FORM.write(file, network, criticality.byStage());
  }

  /**
   * Reads a criticality.
   *
   * @throws linnet.network.InputException naming the file, if it is missing, corrupt or something
   *     else
   */
  public static StageCriticality read(Path file) {
    return new StageCriticality(FORM.read(file));
  }
}
