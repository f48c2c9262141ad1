// SPDX-License-Identifier: Apache-2.0
package linnet.report.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results that nobody computed. */
public final class ExampleSweep {
  private ExampleSweep() {}

  /** A result with one stage of two sites and one of one. */
  public static CellResult cell(String method, int relus, long seed, double accuracy) {
    Map<String, Integer> kept = new LinkedHashMap<>();
    kept.put("stage1.a", relus / 4);
    kept.put("stage1.b", relus / 4);
    kept.put("stage2.a", relus - 2 * (relus / 4));
    return new CellResult(
        method,
        seed,
        relus,
        relus,
        accuracy,
        0.9,
        1000,
        5,
        kept,
        Map.of("methodOptions", "usual"),
        new CellResult.Online(relus / 10.0, "wan", "mine"),
        List.of());
  }

  /** A sweep of six cells, of which those are done. */
  public static SweepResults results(String data, int width, List<CellResult> cells) {
    Map<String, Integer> units = new LinkedHashMap<>();
    units.put("stage1.a", 400);
    units.put("stage1.b", 400);
    units.put("stage2.a", 200);
    return new SweepResults(
        new SweepSubject("mine", data, true, "resnet18", width, 1000, 0.9, units, "wan", 6), cells);
  }
}
