// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.nio.charset.StandardCharsets;
import linnet.network.InputException;
import linnet.network.bundle.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One line of {@code metrics.jsonl}.
 *
 * @param phase the piece of work, such as {@code teacher}
 * @param epoch counted from 1 within the phase
 * @param loss mean over the epoch, null if not measured
 * @param trainAccuracy fraction of the training images, null if not measured
 * @param validationAccuracy fraction of the held-out images, null if not measured
 * @param imagesPerSecond training speed, null if not measured
 */
record Epoch(
    String phase,
    int epoch,
    @Nullable Double loss,
    @Nullable Double trainAccuracy,
    @Nullable Double validationAccuracy,
    @Nullable Double imagesPerSecond) {

  /**
   * Reads a line.
   *
   * @throws InputException if it is no JSON object with a phase and an epoch
   */
  static Epoch parse(String line) {
    JsonNode json = Json.parse(line.getBytes(StandardCharsets.UTF_8), "A line of the metrics");
    return new Epoch(
        Json.text(json, "phase"),
        Json.integer(json, "epoch"),
        number(json, "loss"),
        number(json, "trainAccuracy"),
        number(json, "validationAccuracy"),
        number(json, "imagesPerSecond"));
  }

  private static @Nullable Double number(JsonNode json, String name) {
    JsonNode value = json.get(name);
    boolean finite = value != null && value.isNumber() && Double.isFinite(value.doubleValue());
    return finite ? value.doubleValue() : null;
  }
}
