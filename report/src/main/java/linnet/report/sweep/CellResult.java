// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import linnet.report.JsonFiles;
import org.jspecify.annotations.Nullable;

/**
 * What one cell of a sweep found: one student.
 *
 * @param method its name in the grid; for a narrower width that and the rate, such as {@code
 *     senetpp@0.5}
 * @param seed of everything random
 * @param budget units that the student may keep
 * @param relus units that it keeps: the budget, or a little less where only whole channels are kept
 * @param accuracy fraction of test images classified right
 * @param teacherAccuracy the same of the all-ReLU network that the student was made from, at the
 *     same width; null if that was not measured
 * @param testImages images behind the accuracy
 * @param seconds that making the student took, in the process that ended it
 * @param keptBySite units that stay ReLUs, by site in the network's order
 * @param made options and phases as resolved when the student was made, by name; empty in results
 *     that are older than this field
 * @param online the predicted online phase of one private prediction
 * @param narrower the same student at its narrower widths; empty for ordinary ones
 */
public record CellResult(
    String method,
    long seed,
    int budget,
    int relus,
    double accuracy,
    @Nullable Double teacherAccuracy,
    int testImages,
    double seconds,
    Map<String, Integer> keptBySite,
    Map<String, String> made,
    Online online,
    List<CellResult> narrower) {

  /**
   * A predicted time.
   *
   * @param link over which both parties talk
   * @param machine whose speeds the time comes from
   */
  public record Online(double millis, String link, String machine) {}

  /**
   * Copies maps, keeping their order, and list; older results have no budget, which was kept to the
   * unit.
   */
  public CellResult {
    budget = budget == 0 ? relus : budget;
    keptBySite = Collections.unmodifiableMap(new LinkedHashMap<>(keptBySite));
    // Jackson hands over null where a file lacks the field.
    made = made == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(made));
    narrower = narrower == null ? List.of() : List.copyOf(narrower);
  }

  /** This and the same student at its narrower widths. */
  Stream<CellResult> atAllWidths() {
    return Stream.concat(Stream.of(this), narrower.stream());
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
