// SPDX-License-Identifier: Apache-2.0
package linnet.linearization.senet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import linnet.network.InputException;
import linnet.network.bundle.Json;
import linnet.network.files.AtomicFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A sensitivity on disk, as JSON: measured once, good for every budget of the network. */
public final class SensitivityFile {
  private static final String FORMAT = "linnet-sensitivity-1";

  private SensitivityFile() {}

  /**
   * Writes a sensitivity atomically.
   *
   * @param network the name of the network that it was measured on
   */
  public static void write(Path file, String network, ReluSensitivity sensitivity) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("format", FORMAT);
    root.put("network", network);
    ObjectNode sites = root.putObject("sites");
    sensitivity.bySite().forEach(sites::put);
    AtomicFiles.writeText(file, Json.pretty(root));
  }

  /**
   * Reads a sensitivity.
   *
   * @throws InputException naming the file, if it is missing, corrupt or something else
   */
  public static ReluSensitivity read(Path file) {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(
          "The sensitivity %s could not be read; measure it with: linnet sensitivity RUN."
              .formatted(file),
          e);
    }
    return parse(Json.parse(text, file.toString()), file);
  }

  private static ReluSensitivity parse(JsonNode root, Path file) {
    if (!root.isObject() || !root.path("format").asString("").equals(FORMAT)) {
      throw new InputException("%s is no sensitivity file of Linnet's.".formatted(file));
    }
    Map<String, Double> bySite = new LinkedHashMap<>();
    for (String site : Json.field(root, "sites").propertyNames()) {
      bySite.put(site, Json.number(Json.field(root, "sites"), site));
    }
    return new ReluSensitivity(bySite);
  }
}
