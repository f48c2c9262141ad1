// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A scale from values to pixels whose ticks are round numbers.
 *
 * @param low the first tick
 * @param step distance of two ticks: 1, 2 or 5 times a power of ten
 * @param steps number of intervals, at least 1
 */
record Axis(double low, double step, int steps) {

  /** The axis of about {@code wanted} intervals that holds both values. */
  static Axis over(double least, double most, int wanted) {
    double span = most > least ? most - least : Math.max(Math.abs(most), 1) / 10;
    double step = roundUp(span / wanted);
    double low = Math.floor(least / step + 1e-9) * step;
    int steps = Math.max(1, (int) Math.ceil((most - low) / step - 1e-9));
    return new Axis(low, step, steps);
  }

  /** The same range in steps of at least 1, for what is counted. */
  Axis wholeSteps() {
    return step >= 1
        ? this
        : new Axis(Math.floor(low), 1, (int) Math.ceil(high() - Math.floor(low)));
  }

  /** The last tick. */
  double high() {
    return low + steps * step;
  }

  /** Where a value lies between the ends: 0 at the first tick, 1 at the last. */
  double position(double value) {
    return (value - low) / (high() - low);
  }

  /** Values of all ticks. */
  List<Double> ticks() {
    return IntStream.rangeClosed(0, steps).mapToObj(i -> low + i * step).toList();
  }

  /** A tick's value with just the decimals that the step needs. */
  String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick == 0 ? 0.0 : tick);
  }

  private static double roundUp(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double digit = raw / power;
    double round = digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10;
    return round * power;
  }
}
