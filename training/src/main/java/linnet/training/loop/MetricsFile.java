// SPDX-License-Identifier: Apache-2.0
package linnet.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import linnet.network.InputException;
import linnet.network.files.AtomicFiles;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metrics of a run as JSON lines, one per phase and epoch. The file is replaced as a whole, so
 * it never holds a part of a line.
 */
public final class MetricsFile {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private final Path path;
  private final List<String> lines;

  /**
   * Opens a file that need not exist yet.
   *
   * @throws InputException if it cannot be read
   */
  public MetricsFile(Path path) {
    this.path = path;
    try {
      this.lines =
          Files.exists(path) ? new ArrayList<>(Files.readAllLines(path)) : new ArrayList<>();
    } catch (IOException e) {
      throw new InputException(
          "The metrics %s cannot be read (%s).".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * Drops the lines of a phase from an epoch (counted from 1) on, and lines that are no metrics.
   */
  void forget(String phase, int fromEpoch) {
    boolean changed = lines.removeIf(line -> isOf(parse(line), phase, fromEpoch));
    if (changed) {
      write();
    }
  }

  private static boolean isOf(@Nullable JsonNode line, String phase, int fromEpoch) {
    if (line == null) {
      return true;
    }
    return phase.equals(line.path("phase").asString(""))
        && line.path("epoch").asInt(0) >= fromEpoch;
  }

  private static @Nullable JsonNode parse(String line) {
    try {
      JsonNode node = MAPPER.readTree(line);
      return node.isObject() ? node : null;
    } catch (JacksonException notOurs) {
      return null;
    }
  }

  /**
   * Adds a line.
   *
   * @throws InputException if the disk is full; the file is as before then
   */
  void append(EpochMetrics metrics) {
    lines.add(json(metrics).toString());
    write();
  }

  private static ObjectNode json(EpochMetrics metrics) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("phase", metrics.phase());
    line.put("epoch", metrics.epoch());
    line.put("loss", metrics.loss());
    line.put("trainAccuracy", metrics.trainAccuracy());
    if (!Double.isNaN(metrics.validationAccuracy())) {
      line.put("validationAccuracy", metrics.validationAccuracy());
    }
    line.put("learningRate", metrics.learningRate());
    metrics.further().forEach(line::put);
    line.put("imagesPerSecond", Math.round(metrics.imagesPerSecond() * 10) / 10.0);
    line.put("idleShare", Math.round(metrics.idleShare() * 1000) / 1000.0);
    line.put("seconds", Math.round(metrics.seconds() * 1000) / 1000.0);
    return line;
  }

  private void write() {
    AtomicFiles.writeText(path, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }
}
