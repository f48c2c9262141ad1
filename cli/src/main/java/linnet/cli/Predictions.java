// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PrivateResult;
import linnet.report.Figures;

/**
 * What {@code infer} prints.
 *
 * @param plan digest of the plan that both parties agreed on
 * @param dealer whether an insecure dealer took part
 * @param batch images of one inference
 * @param predictions in the order of the images
 * @param perPrediction means over all images
 */
record Predictions(
    String server,
    String network,
    String plan,
    boolean dealer,
    int batch,
    List<Prediction> predictions,
    Cost perPrediction) {

  /**
   * One image's class.
   *
   * @param probability of that class, the softmax of the logits
   * @param logits integers at the scale 2^-logitBits
   */
  record Prediction(
      String image,
      int predicted,
      String className,
      double probability,
      List<Long> logits,
      int logitBits) {}

  /**
   * What one prediction cost the client.
   *
   * @param comparedUnits garbled units, counted where they were evaluated
   * @param offlineBytes both directions, framing included
   * @param rounds changes of direction of a whole batch's inference, online
   */
  record Cost(
      long comparedUnits,
      long offlineBytes,
      long onlineBytes,
      double offlineMillis,
      double onlineMillis,
      double rounds) {
    static Cost of(PredictionStatistics all) {
      double images = all.batch();
      return new Cost(
          Math.round(all.comparedUnits() / images),
          Math.round(all.offline().bytes() / images),
          Math.round(all.online().bytes() / images),
          all.offline().millis() / images,
          all.online().millis() / images,
          all.online().rounds());
    }
  }

  static Predictions of(
      Address server,
      ProgramPlan plan,
      boolean dealer,
      int batch,
      List<Path> images,
      PrivateResult result) {
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      predictions.add(prediction(images.get(i), plan, result, i));
    }
    return new Predictions(
        server.toString(),
        plan.network(),
        plan.digest(),
        dealer,
        batch,
        predictions,
        Cost.of(result.statistics()));
  }

  String text() {
    TextTable table = new TextTable("image", "class", "probability");
    for (Prediction p : predictions) {
      table.row(p.image(), p.className(), Figures.percent(p.probability()));
    }
    return "%s%nPer prediction (batches of %d): %,d compared units, offline %s in %.0f ms, online %s in %.0f ms%s"
        .formatted(
            table,
            batch,
            perPrediction.comparedUnits(),
            Figures.bytes(perPrediction.offlineBytes()),
            perPrediction.offlineMillis(),
            Figures.bytes(perPrediction.onlineBytes()),
            perPrediction.onlineMillis(),
            dealer ? " (with the insecure dealer)" : "");
  }

  private static Prediction prediction(Path image, ProgramPlan plan, PrivateResult result, int i) {
    int predicted = result.classes()[i];
    return new Prediction(
        image.toString(),
        predicted,
        plan.classNames().get(predicted),
        probability(result.values()[i], predicted),
        Arrays.stream(result.logits()[i]).boxed().toList(),
        result.bits());
  }

  private static double probability(double[] logits, int predicted) {
    double sum = Arrays.stream(logits).map(v -> Math.exp(v - logits[predicted])).sum();
    return 1 / sum;
  }
}
