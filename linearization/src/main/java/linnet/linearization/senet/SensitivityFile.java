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
   * Reads a sensitivity and what is known of its measurement.
   *
   * @throws InputException naming the file, if it is missing, corrupt or something else, or was
   *     measured on another teacher
   */
  public static MeasuredSensitivity open(Path file, Model teacher) {
    JsonNode root = FORM.open(file);
    if (!Json.text(root, "teacherWeights").equals(teacher.weights().checksum())) {
      throw new InputException(
          "The sensitivity %s was measured on another teacher; measure it again with: linnet sensitivity RUN."
              .formatted(file));
    }
    return measured(root, file);
  }

  /**
   * Reads a sensitivity.
   *
   * @throws InputException as {@link #open}
   */
  public static ReluSensitivity read(Path file, Model teacher) {
    return open(file, teacher).values();
  }

  /**
   * Copies the sensitivity of a teacher.
   *
   * @throws InputException as {@link #open}
   */
  public static void copy(Path from, Path to, Model teacher) {
    write(to, teacher, open(from, teacher));
  }

  /**
   * Copies a sensitivity for a teacher that repeats the one that it was measured on, which need not
   * be at hand.
   *
   * @throws InputException if the file is missing, corrupt or something else
   */
  public static void takeOver(Path from, Path to, Model repeated) {
    write(to, repeated, measured(FORM.open(from), from));
  }

  private static void write(Path file, Model teacher, MeasuredSensitivity measured) {
    write(file, teacher, measured.density(), measured.values());
  }

  private static MeasuredSensitivity measured(JsonNode root, Path file) {
    return new MeasuredSensitivity(
        new ReluSensitivity(FORM.values(root)), Json.number(root, "proxyDensity"), file);
  }
}
