// SPDX-License-Identifier: Apache-2.0
package linnet.network.bundle;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The preprocessing as JSON: {@code {"mean": [..], "deviation": [..]}}. */
public final class PreprocessingJson {
  private PreprocessingJson() {}

  /** The preprocessing as a JSON object, which {@link #read} reads back. */
  public static ObjectNode write(Preprocessing preprocessing) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode mean = json.putArray("mean");
    preprocessing.mean().forEach(mean::add);
    ArrayNode deviation = json.putArray("deviation");
    preprocessing.deviation().forEach(deviation::add);
    return json;
  }

  /**
   * Reads a preprocessing.
   *
   * @throws linnet.network.InputException naming the field that is missing or wrong
   */
  public static Preprocessing read(JsonNode json) {
    return new Preprocessing(
        Json.list(json, "mean", Json::asFloat), Json.list(json, "deviation", Json::asFloat));
  }
}
