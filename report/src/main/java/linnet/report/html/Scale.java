// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import linnet.report.Figures;

/**
 * A scale from values to places between 0 and 1, logarithmic where positive values span decades.
 *
 * @param low the first tick
 * @param high the last tick
 * @param logarithmic whether equal ratios are equal distances
 * @param ticks rising
 */
record Scale(double low, double high, boolean logarithmic, List<Double> ticks) {
  private static final double WIDE = 8;
  private static final int[] DIGITS = {1, 2, 5};

  /** The scale that holds both values. */
  static Scale over(double least, double most) {
    if (least > 0 && most / least >= WIDE) {
      List<Double> ticks = decades(least, most);
      return new Scale(ticks.getFirst(), ticks.getLast(), true, ticks);
    }
    Axis axis = Axis.over(least, most, 5);
    return new Scale(axis.low(), axis.high(), false, axis.ticks());
  }

  /** 1, 2 and 5 times powers of ten, from the last one below to the first one above. */
  private static List<Double> decades(double least, double most) {
    List<Double> ticks = new ArrayList<>();
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    while (ticks.isEmpty() || ticks.getLast() < most) {
      for (int digit : DIGITS) {
        add(ticks, digit * power, least, most);
      }
      power *= 10;
    }
    return ticks;
  }

  private static void add(List<Double> ticks, double tick, double least, double most) {
    if (tick <= least) {
      ticks.clear(); // a later tick starts the scale more closely
    }
    if (ticks.isEmpty() || ticks.getLast() < most) {
      ticks.add(tick);
    }
  }

  /** Where a value lies: 0 at the first tick, 1 at the last. */
  double position(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** A tick's value. */
  String label(double tick) {
    if (Math.abs(tick - Math.rint(tick)) < 1e-9) {
      return Figures.count(Math.round(tick));
    }
    return String.format(Locale.ROOT, "%.4f", tick).replaceAll("0+$", "");
  }
}
