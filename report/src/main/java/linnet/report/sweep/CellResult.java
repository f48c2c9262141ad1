// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import linnet.report.JsonFiles;
import org.jspecify.annotations.Nullable;

/**
 * What one cell of a sweep found: one student.
 *
 * @param method its name in the grid
 * @param seed of everything random
 * @param relus the budget, kept exactly
 * @param accuracy fraction of test images classified right
 * @param teacherAccuracy the same of the all-ReLU network that the student was made from; null if
 *     that was not measured
 * @param testImages images behind the accuracy
 * @param seconds that making the student took
 * @param keptBySite units that stay ReLUs, by site in the network's order
 * @param online the predicted online phase of one private prediction
 */
public record CellResult(
    String method,
    long seed,
    int relus,
    double accuracy,
    @Nullable Double teacherAccuracy,
    int testImages,
    double seconds,
    Map<String, Integer> keptBySite,
    Online online) {

  /**
   * A predicted time.
   *
   * @param link over which both parties talk
   * @param machine whose speeds the time comes from
   */
  public record Online(double millis, String link, String machine) {}

  /** Copies the map, keeping its order. */
  public CellResult {
    keptBySite = Collections.unmodifiableMap(new LinkedHashMap<>(keptBySite));
  }

  /** The same with another prediction. */
  public CellResult withOnline(Online other) {
    return new CellResult(
        method, seed, relus, accuracy, teacherAccuracy, testImages, seconds, keptBySite, other);
  }

  /**
   * Reads a result.
   *
   * @return nothing if the file does not exist: the cell has not been done
   * @throws linnet.network.InputException if it is corrupt
   */
  public static Optional<CellResult> read(Path file) {
    return JsonFiles.read(file, CellResult.class);
  }

  /** Writes the result, which makes the cell done. */
  public void write(Path file) {
    JsonFiles.write(file, this);
  }
}
