// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import linnet.network.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strict reading of JSON: a missing field or a wrong type is one sentence that names the field. */
public final class Json {
  /** Deep enough for every file of ours, shallow enough for hostile ones. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .build();

  private Json() {}

  /** Parses a text; {@code where} names it in the sentence of an {@link InputException}. */
  public static JsonNode parse(byte[] text, String where) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw new InputException(
          "%s is not valid JSON (%s); the file is corrupt or no file of Linnet's."
              .formatted(where, showable(e.getOriginalMessage())),
          e);
    }
  }

  /** The reason quotes the text, which may be hostile: no control characters go to a screen. */
  private static String showable(String reason) {
    return reason.lines().findFirst().orElse("no reason given").replaceAll("\\p{Cc}", "?");
  }

  /** Indented text with a final newline. */
  public static String pretty(JsonNode json) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }

  /** A field that must be there. */
  public static JsonNode field(JsonNode object, String name) {
    JsonNode value = object.get(name);
    if (value == null || value.isNull()) {
      throw new InputException("The field \"%s\" is missing.".formatted(name));
    }
    return value;
  }

  /** A field that must be a text. */
  public static String text(JsonNode object, String name) {
    JsonNode value = field(object, name);
    if (!value.isString()) {
      throw wrong(name, "a text");
    }
    return value.stringValue();
  }

  /** A field that must be a whole number of 32 bits. */
  public static int integer(JsonNode object, String name) {
    JsonNode value = field(object, name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw wrong(name, "a whole number");
    }
    return value.intValue();
  }

  /** A field that must be a number. */
  public static double number(JsonNode object, String name) {
    JsonNode value = field(object, name);
    double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw wrong(name, "a number");
    }
    return number;
  }

  /** A field that must be true or false. */
  public static boolean flag(JsonNode object, String name) {
    JsonNode value = field(object, name);
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.booleanValue();
  }

  /** A field that must be a list, each element read by the function. */
  public static <T> List<T> list(JsonNode object, String name, Function<JsonNode, T> element) {
    JsonNode value = field(object, name);
    if (!value.isArray()) {
      throw wrong(name, "a list");
    }
    List<T> result = new ArrayList<>();
    value.forEach(node -> result.add(element.apply(node)));
    return result;
  }

  /** A value that must be a text. */
  public static String asText(JsonNode value) {
    if (!value.isString()) {
      throw new InputException("A text is expected where %s stands.".formatted(shortened(value)));
    }
    return value.stringValue();
  }

  /** A value that must be a number. */
  public static double asNumber(JsonNode value) {
    double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw new InputException("A number is expected where %s stands.".formatted(shortened(value)));
    }
    return number;
  }

  /** A value that must be a number within the range of 32-bit floating point. */
  public static float asFloat(JsonNode value) {
    float number = (float) asNumber(value);
    if (!Float.isFinite(number)) {
      throw new InputException("A number is expected where %s stands.".formatted(shortened(value)));
    }
    return number;
  }

  /** A value that must be a whole number of 32 bits. */
  public static int asInteger(JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new InputException(
          "A whole number is expected where %s stands.".formatted(shortened(value)));
    }
    return value.intValue();
  }

  private static InputException wrong(String name, String wanted) {
    return new InputException("The field \"%s\" must be %s.".formatted(name, wanted));
  }

  private static String shortened(JsonNode value) {
    String text = value.toString();
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
