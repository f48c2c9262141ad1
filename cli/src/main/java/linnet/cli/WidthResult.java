// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;
import linnet.network.Model;
import linnet.network.Widths;
import linnet.network.bundle.Preprocessing;
import linnet.report.ClassifierName;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunResults;
import linnet.training.data.ImageSet;
import linnet.training.engine.Precision;

/**
 * A classifier at one of its narrower widths.
 *
 * @param width rate of channels, below 1
 * @param relus units that stay ReLUs there
 * @param accuracy on the test images
 */
record WidthResult(double width, int relus, double accuracy) {

  /** Judges a model at each of its narrower widths; nothing for an ordinary model. */
  static List<WidthResult> of(
      Model model, Preprocessing preprocessing, ImageSet test, Precision precision) {
    return model.network().widths().narrower().stream()
        .map(width -> of(model.at(width), width, preprocessing, test, precision))
        .toList();
  }

  private static WidthResult of(
      Model slice, double width, Preprocessing preprocessing, ImageSet test, Precision precision) {
    return new WidthResult(
        width, slice.relus(), TestAccuracy.of(slice, preprocessing, test, precision));
  }

  /**
   * The results with a classifier of its own for each width.
   *
   * @param bundle name of the bundle
   * @param full what is known of the classifier at full width
   */
  static RunResults add(
      RunResults results, String bundle, ClassifierResult full, List<WidthResult> widths) {
    RunResults more = results;
    ClassifierName name = new ClassifierName(bundle, Widths.ALL);
    for (WidthResult each : widths) {
      more =
          more.with(
              name.at(each.width).toString(),
              ClassifierResult.made(full.method(), each.relus, full.seconds())
                  .withAccuracy(each.accuracy, full.testImages()));
    }
    return more;
  }

  /** What results say of a bundle at its narrower widths, where it was judged. */
  static List<WidthResult> known(RunResults results, String bundle, Widths widths) {
    ClassifierName name = new ClassifierName(bundle, Widths.ALL);
    List<WidthResult> known = new ArrayList<>();
    for (double width : widths.narrower()) {
      ClassifierResult result = results.classifiers().get(name.at(width).toString());
      if (result != null && result.accuracy() != null) {
        known.add(new WidthResult(width, result.relus(), result.accuracy()));
      }
    }
    return known;
  }

  /** A line for each width, for people; empty for none. */
  static String text(List<WidthResult> widths) {
    StringBuilder text = new StringBuilder();
    for (WidthResult each : widths) {
      text.append(
          "width %s: %,d ReLUs, test accuracy %s%n"
              .formatted(each.width, each.relus, Figures.percent(each.accuracy)));
    }
    return text.toString();
  }
}
