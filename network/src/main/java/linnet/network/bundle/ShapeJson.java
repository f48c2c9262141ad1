// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import linnet.network.InputException;
import linnet.network.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A shape {@code [C, H, W]} as a JSON list of three numbers. */
public final class ShapeJson {
  private ShapeJson() {}

  /** The shape as a JSON list, which {@link #read} reads back. */
  public static ArrayNode write(Shape shape) {
    return Json.MAPPER
        .createArrayNode()
        .add(shape.channels())
        .add(shape.height())
        .add(shape.width());
  }

  /**
   * Reads a shape.
   *
   * @throws InputException if the list does not have three whole numbers, each at least 1
   */
  public static Shape read(JsonNode json) {
    if (!json.isArray() || json.size() != 3) {
      throw new InputException("A shape must be a list of three numbers: channels, height, width.");
    }
    return new Shape(
        Json.asInteger(json.get(0)), Json.asInteger(json.get(1)), Json.asInteger(json.get(2)));
  }
}
