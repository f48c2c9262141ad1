// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

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

/**
 * The form in which numbers that were measured on a network, and serve every budget of it, stand on
 * disk: a JSON object with {@code format}, {@code network} and one object of names to numbers.
 *
 * @param format what the file says it is, with a version
 * @param noun what is measured, for sentences: "sensitivity"
 * @param places the name of the object of numbers: "sites"
 * @param remedy what a user does without the file; ends the sentence "... could not be read;"
 */
public record MeasurementFile(String format, String noun, String places, String remedy) {

  /**
   * Writes the numbers atomically, in the order of the map.
   *
   * @param network the name of the network that they were measured on
   */
  public void write(Path file, String network, Map<String, Double> values) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("format", format);
    root.put("network", network);
    ObjectNode numbers = root.putObject(places);
    values.forEach(numbers::put);
    AtomicFiles.writeText(file, Json.pretty(root));
  }

  /**
   * Reads the numbers, in the order of the file.
   *
   * @throws InputException naming the file, if it is missing, corrupt or something else
   */
  public Map<String, Double> read(Path file) {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException("The %s %s could not be read; %s.".formatted(noun, file, remedy), e);
    }
    return parse(Json.parse(text, file.toString()), file);
  }

  private Map<String, Double> parse(JsonNode root, Path file) {
    if (!root.isObject() || !root.path("format").asString("").equals(format)) {
      throw new InputException("%s is no %s file of Linnet's.".formatted(file, noun));
    }
    JsonNode numbers = Json.field(root, places);
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : numbers.propertyNames()) {
      values.put(name, Json.number(numbers, name));
    }
    return values;
  }
}
