// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.bundle.Json;
import linnet.network.files.AtomicFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A sensitivity on disk, as JSON: measured once, good for every budget of its teacher. */
public final class SensitivityFile {
  private static final String FORMAT = "linnet-sensitivity-2";

  private SensitivityFile() {}

  /**
   * Writes a sensitivity atomically.
   *
   * @param teacher the model that it was measured on
   * @param density the proxy density that it was measured at
   */
  public static void write(Path file, Model teacher, double density, ReluSensitivity sensitivity) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("network", teacher.network().name());
    root.put("teacherWeights", teacher.weights().checksum());
    root.put("proxyDensity", density);
    ObjectNode sites = root.putObject("sites");
    sensitivity.bySite().forEach(sites::put);
    AtomicFiles.writeText(file, Json.pretty(root));
  }

  /**
   * Reads a sensitivity.
   *
   * @throws InputException naming the file, if it is missing, corrupt or something else, or was
   *     measured on another teacher
   */
  public static ReluSensitivity read(Path file, Model teacher) {
    JsonNode root = root(file);
    if (!Json.text(root, "teacherWeights").equals(teacher.weights().checksum())) {
      throw new InputException(
          "The sensitivity %s was measured on another teacher; measure it again with: linnet sensitivity RUN."
              .formatted(file));
    }
    Map<String, Double> bySite = new LinkedHashMap<>();
    for (String site : Json.field(root, "sites").propertyNames()) {
      bySite.put(site, Json.number(Json.field(root, "sites"), site));
    }
    return new ReluSensitivity(bySite);
  }

  /**
   * Reads a sensitivity that must have been measured at a proxy density.
   *
   * @throws InputException as above, and if it was measured at another one
   */
  public static ReluSensitivity read(Path file, Model teacher, double density) {
    ReluSensitivity sensitivity = read(file, teacher);
    double own = Json.number(root(file), "proxyDensity");
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
    write(to, teacher, Json.number(root(from), "proxyDensity"), sensitivity);
  }

  private static JsonNode root(Path file) {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(
          "The sensitivity %s could not be read; measure it with: linnet sensitivity RUN."
              .formatted(file),
          e);
    }
    JsonNode root = Json.parse(text, file.toString());
    if (!root.isObject() || !root.path("format").asString("").equals(FORMAT)) {
      throw new InputException(
          "%s is no sensitivity file of this version of Linnet; measure it again with: linnet sensitivity RUN."
              .formatted(file));
    }
    return root;
  }
}
