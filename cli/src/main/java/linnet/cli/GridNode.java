// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import linnet.network.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A mapping in a YAML file, read strictly: what nobody asked for is refused. */
final class GridNode {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonNode node;
  private final String where;
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * A mapping.
   *
   * @param where names it in sentences, for example {@code the grid}
   * @throws InputException if the node is something else
   */
  GridNode(JsonNode node, String where) {
    if (!node.isObject()) {
      throw new InputException("A mapping of names to values is missing in %s.".formatted(where));
    }
    this.node = node;
    this.where = where;
  }

  /**
   * The mapping that a file holds.
   *
   * @throws InputException if it cannot be read or is no YAML
   */
  static GridNode of(Path file) {
    try {
      return new GridNode(YAML.readTree(Files.readString(file)), file.toString());
    } catch (IOException e) {
      throw new InputException("The grid %s cannot be read; give a YAML file.".formatted(file), e);
    } catch (JacksonException e) {
      throw new InputException("The grid %s is not valid YAML (%s).".formatted(file, reason(e)), e);
    }
  }

  /**
   * A grid once more, complete: with its name, and the data of its teacher where they are.
   *
   * @param dataFolder in place of a teacher's {@code data}; empty keeps what is written
   */
  static String resolved(Path file, String name, Optional<String> dataFolder) {
    ObjectNode copy = ((ObjectNode) of(file).node).deepCopy();
    copy.put("name", name);
    dataFolder.ifPresent(data -> ((ObjectNode) copy.get("teacher")).put("data", data));
    return YAML.writeValueAsString(copy);
  }

  /** Whether there is such a value. */
  boolean has(String name) {
    known.add(name);
    return node.has(name);
  }

  /** A mapping within this one, if it is there. */
  Optional<GridNode> mapping(String name) {
    return has(name)
        ? Optional.of(new GridNode(node.get(name), "%s of %s".formatted(name, where)))
        : Optional.empty();
  }

  /**
   * A list of one element at least.
   *
   * @throws InputException if it is missing, empty, or no list
   */
  List<JsonNode> list(String name) {
    if (!has(name) || !node.get(name).isArray() || node.get(name).isEmpty()) {
      throw new InputException(
          "A list called %s, of one element at least, is missing in %s.".formatted(name, where));
    }
    return List.copyOf(node.get(name).values());
  }

  /** A text. */
  Optional<String> text(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = node.get(name);
    if (!value.isValueNode() || value.isNull()) {
      throw wrong(name, "a text", value);
    }
    return Optional.of(value.asString());
  }

  /** A whole number that is not below a least one. */
  int whole(String name, int least, int otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = node.get(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
      throw wrong(name, "a whole number, at least " + least, value);
    }
    return value.intValue();
  }

  /** A number. */
  double real(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    JsonNode value = node.get(name);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong(name, "a number", value);
    }
    return value.asDouble();
  }

  /** All values as texts, in the order of the file. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : node.propertyNames()) {
      text(name).ifPresent(text -> texts.put(name, text));
    }
    return texts;
  }

  /**
   * Refuses values that were not asked for.
   *
   * @throws InputException naming the first of them and those that there can be
   */
  void requireAllKnown() {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new InputException(
            "There is nothing called %s in %s; it can have %s."
                .formatted(name, where, String.join(", ", known)));
      }
    }
  }

  private InputException wrong(String name, String wanted, JsonNode value) {
    return new InputException(
        "The value of %s in %s must be %s, not %s.".formatted(name, where, wanted, value));
  }

  private static String reason(JacksonException failure) {
    return String.valueOf(failure.getOriginalMessage()).replaceAll("\\s+", " ").strip();
  }
}
