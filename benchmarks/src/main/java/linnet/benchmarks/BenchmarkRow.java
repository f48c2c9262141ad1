// SPDX-License-Identifier: Apache-2.0
package linnet.benchmarks;

/**
 * One measured figure.
 *
 * @param name what was measured, and how
 * @param value the figure
 * @param unit such as {@code B} or {@code million/s}
 * @param aim what it should reach
 */
public record BenchmarkRow(String name, double value, String unit, Aim aim) {
  /** Whether the aim is reached, in words; empty where there is none. */
  public String verdict() {
    if (aim.equals(Aim.NONE)) {
      return "";
    }
    return aim.isMetBy(value) ? "met" : "not met";
  }
}
