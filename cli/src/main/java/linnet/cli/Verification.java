// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.inference.clear.ClearResult;
import linnet.inference.clear.Logits;
import linnet.inference.plan.ProgramPlan;

/**
 * Private predictions beside those of the fixed-point executor in the clear.
 *
 * @param toleranceUlps how far a logit may lie from the executor's, in units of its last activation
 *     bit
 * @param images in the order of the predictions
 */
record Verification(double toleranceUlps, List<Image> images) {
  /**
   * One prediction.
   *
   * @param agrees whether all logits lie within the tolerance; where only the class is known,
   *     whether logits within the tolerance explain it
   * @param sameClass whether the class is the executor's
   * @param differenceUlps of the logit that lies furthest away; 0 where only the class is known
   */
  record Image(String image, boolean agrees, boolean sameClass, double differenceUlps) {}

  static Verification of(
      ProgramPlan plan, ClearResult expected, List<Predictions.Prediction> predictions) {
    double ulp = Math.scalb(1.0, plan.logitBits() - plan.fixedPoint().activationBits());
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      Predictions.Prediction prediction = predictions.get(i);
      long[] clear = expected.logits()[i];
      long distance = distance(prediction, clear);
      boolean agrees =
          prediction.logits().isEmpty()
              ? explains(clear, prediction.predicted(), plan.logitTolerance())
              : distance <= plan.logitTolerance();
      boolean sameClass = prediction.predicted() == expected.classes()[i];
      images.add(new Image(prediction.image(), agrees, sameClass, distance / ulp));
    }
    return new Verification(plan.logitTolerance() / ulp, images);
  }

  int mismatches() {
    return (int) images.stream().filter(image -> !image.agrees()).count();
  }

  int sameClasses() {
    return (int) images.stream().filter(Image::sameClass).count();
  }

  double largestDifferenceUlps() {
    return images.stream().mapToDouble(Image::differenceUlps).max().orElse(0);
  }

  String text() {
    TextTable table = new TextTable("image", "verified", "class", "difference (ulps)");
    for (Image image : images) {
      table.row(
          image.image(),
          image.agrees() ? "yes" : "NO",
          image.sameClass() ? "same" : "other",
          "%.1f".formatted(image.differenceUlps()));
    }
    return "%s%d of %d agree with the fixed-point executor (tolerance %.0f ulps)."
        .formatted(table, images.size() - mismatches(), images.size(), toleranceUlps);
  }

  private static long distance(Predictions.Prediction prediction, long[] expected) {
    long[] logits = prediction.logits().stream().mapToLong(Long::longValue).toArray();
    return Logits.distance(new long[][] {logits}, new long[][] {expected});
  }

  private static boolean explains(long[] clear, int predicted, long tolerance) {
    long largest = Arrays.stream(clear).max().orElseThrow();
    return clear[predicted] + 2 * tolerance >= largest;
  }
}
