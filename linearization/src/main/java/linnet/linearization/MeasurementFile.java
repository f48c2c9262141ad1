// SPDX-License-Identifier: Apache-2.0
package linnet.linearization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
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
    write(file, network, facts -> {}, values);
  }

  /**
   * The same with further facts of the measurement.
   *
   * @param facts adds them to the file's object
   */
  public void write(
      Path file, String network, Consumer<ObjectNode> facts, Map<String, Double> values) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("format", format);
    root.put("network", network);
    facts.accept(root);
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
    return values(open(file));
  }

  /**
   * The file's object, of this format.
   *
   * @throws InputException naming the file, if it is missing, corrupt or something else
   */
  public JsonNode open(Path file) {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException("The %s %s could not be read; %s.".formatted(noun, file, remedy), e);
    }
    JsonNode root = Json.parse(text, file.toString());
    if (!root.isObject() || !root.path("format").asString("").equals(format)) {
      throw new InputException(
          "%s is no %s file of this version of Linnet; %s.".formatted(file, noun, remedy));
    }
    return root;
  }

  /**
   * The numbers of an object that was opened.
   *
   * @throws InputException if it has none
   */
  public Map<String, Double> values(JsonNode root) {
    JsonNode numbers = Json.field(root, places);
    Map<String, Double> values = new LinkedHashMap<>();
    for (String name : numbers.propertyNames()) {
      values.put(name, Json.number(numbers, name));
    }
    return values;
  }
}
