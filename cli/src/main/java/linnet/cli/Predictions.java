// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import linnet.inference.client.InferenceClient;
import linnet.inference.plan.ProgramPlan;
import linnet.inference.protocol.PredictionStatistics;
import linnet.inference.protocol.PrivateResult;
import linnet.report.Figures;
import org.jspecify.annotations.Nullable;

/**
 * What {@code infer} prints.
 *
 * @param plan digest of the plan that both parties agreed on
 * @param parameters of the protocol
 * @param dealer whether an insecure dealer took part
 * @param batch images of one inference
 * @param predictions in the order of the images
 * @param perPrediction means over all images
 * @param profile per layer; null unless asked for
 * @param verification against the executor in the clear; null unless asked for
 */
record Predictions(
    String server,
    String network,
    String plan,
    String parameters,
    boolean dealer,
    int batch,
    List<Prediction> predictions,
    Cost perPrediction,
    @Nullable Profile profile,
    @Nullable Verification verification) {

  /**
   * One image's class.
   *
   * @param probability of that class, the softmax of the logits; null where only the class is known
   * @param logits integers at the scale 2^-logitBits; none where only the class is known
   */
  record Prediction(
      String image,
      int predicted,
      String className,
      @Nullable Double probability,
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
      Address server, InferenceClient client, int batch, List<Path> images, PrivateResult result) {
    ProgramPlan plan = client.plan();
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      predictions.add(prediction(images.get(i), plan, result, i));
    }
    return new Predictions(
        server.toString(),
        plan.network(),
        plan.digest(),
        client.parameters().canonical(),
        client.usesDealer(),
        batch,
        predictions,
        Cost.of(result.statistics()),
        null,
        null);
  }

  /** The same with a profile. */
  Predictions with(Profile other) {
    return new Predictions(
        server,
        network,
        plan,
        parameters,
        dealer,
        batch,
        predictions,
        perPrediction,
        other,
        verification);
  }

  /** The same with a verification. */
  Predictions with(Verification other) {
    return new Predictions(
        server,
        network,
        plan,
        parameters,
        dealer,
        batch,
        predictions,
        perPrediction,
        profile,
        other);
  }

  String text() {
    StringBuilder text = new StringBuilder(table()).append(System.lineSeparator());
    if (verification != null) {
      text.append(verification.text()).append(System.lineSeparator());
    }
    if (profile != null) {
      text.append(profile.text()).append(System.lineSeparator());
    }
    return text.append(costs()).toString();
  }

  private String table() {
    boolean logits = predictions.stream().allMatch(p -> p.probability() != null);
    TextTable table =
        logits ? new TextTable("image", "class", "probability") : new TextTable("image", "class");
    for (Prediction p : predictions) {
      Double probability = p.probability();
      if (probability == null) {
        table.row(p.image(), p.className());
      } else {
        table.row(p.image(), p.className(), Figures.percent(probability));
      }
    }
    return table.toString();
  }

  private String costs() {
    return "Per prediction (batches of %d): %,d compared units, offline %s in %.0f ms, online %s in %.0f ms%s"
        .formatted(
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
    boolean logits = result.hasLogits();
    return new Prediction(
        image.toString(),
        predicted,
        plan.classNames().get(predicted),
        logits ? (Double) probability(result.values()[i], predicted) : null,
        logits ? Arrays.stream(result.logits()[i]).boxed().toList() : List.of(),
        result.bits());
  }

  private static double probability(double[] logits, int predicted) {
    double sum = Arrays.stream(logits).map(v -> Math.exp(v - logits[predicted])).sum();
    return 1 / sum;
  }
}
