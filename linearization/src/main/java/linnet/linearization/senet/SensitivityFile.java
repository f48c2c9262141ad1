// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.nio.file.Path;
import linnet.linearization.MeasurementFile;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.bundle.Json;
import tools.jackson.databind.JsonNode;

/** A sensitivity on disk, as JSON: measured once, good for every budget of its teacher. */
public final class SensitivityFile {
  private static final MeasurementFile FORM =
      new MeasurementFile(
          "linnet-sensitivity-2",
          "sensitivity",
          "sites",
          "measure it with: linnet sensitivity RUN");

  private SensitivityFile() {}

  /**
   * Writes a sensitivity atomically.
   *
   * @param teacher the model that it was measured on
   * @param density the proxy density that it was measured at
   */
  public static void write(Path file, Model teacher, double density, ReluSensitivity sensitivity) {
    FORM.write(
        file,
        teacher.network().name(),
        facts -> {
          facts.put("teacherWeights", teacher.weights().checksum());
          facts.put("proxyDensity", density);
        },
        sensitivity.bySite());
  }

  /**
   * Reads a sensitivity.
   *
   * @throws InputException naming the file, if it is missing, corrupt or something else, or was
   *     measured on another teacher
   */
  public static ReluSensitivity read(Path file, Model teacher) {
    JsonNode root = FORM.open(file);
    if (!Json.text(root, "teacherWeights").equals(teacher.weights().checksum())) {
      throw new InputException(
          "The sensitivity %s was measured on another teacher; measure it again with: linnet sensitivity RUN."
              .formatted(file));
    }
    return new ReluSensitivity(FORM.values(root));
  }

  /**
   * Reads a sensitivity that must have been measured at a proxy density.
   *
   * @throws InputException as above, and if it was measured at another one
   */
  public static ReluSensitivity read(Path file, Model teacher, double density) {
    ReluSensitivity sensitivity = read(file, teacher);
    double own = density(file);
    if (own != density) {
      throw new InputException(
          "The sensitivity %s was measured at the proxy density %s, not %s; set proxy-density=%s, or measure it again with: linnet sensitivity RUN --density %s."
              .formatted(file, own, density, own, density));
    }
    return sensitivity;
  }

  /**
   * Copies a sensitivity for a teacher that repeats the one that it was measured on.
   *
   * @throws InputException as {@link #read(Path, Model)}
   */
  public static void copy(Path from, Model measuredOn, Path to, Model teacher) {
    ReluSensitivity sensitivity = read(from, measuredOn);
    write(to, teacher, density(from), sensitivity);
  }

  private static double density(Path file) {
    return Json.number(FORM.open(file), "proxyDensity");
  }
}
