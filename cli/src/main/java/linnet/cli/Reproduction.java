// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import linnet.network.Weights;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Provenance;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A run and its repetition, compared.
 *
 * @param run the original
 * @param repeated the new run
 * @param identical whether all bundles have the same weights and masks, bit for bit
 * @param differences of what the results depend on
 */
record Reproduction(
    String run,
    String repeated,
    boolean identical,
    List<Compared> bundles,
    List<Difference> differences) {
  /** Facts of a provenance that follow from the weights, rather than the other way round. */
  private static final Set<String> CONSEQUENCES =
      Set.of("validationAccuracy", "selectedEpoch", "settings");

  /** A student's fact that follows from its teacher's weights. */
  private static final String TEACHER_WEIGHTS = "teacherWeights";

  private static final String UNKNOWN = "unknown";

  /**
   * One bundle, then and now.
   *
   * @param largestDifference of two weights; 0 if all are equal
   * @param accuracy of the original on the test images; null if it was not measured
   */
  record Compared(
      String bundle,
      boolean sameWeights,
      boolean sameMasks,
      double largestDifference,
      @Nullable Double accuracy,
      @Nullable Double accuracyNow) {
    boolean identical() {
      return sameWeights && sameMasks;
    }
  }

  /** Something that the results depend on, and that is not what it was. */
  record Difference(String what, String then, String now) {}

  /**
   * Compares bundles that both runs have. Where the teacher is not one of them, it is compared by
   * the checksum that its student keeps.
   */
  static Reproduction of(RunDirectory original, RunDirectory repeated, List<String> names) {
    List<Compared> bundles = new ArrayList<>();
    Set<String> followed = consequences(names);
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      Bundle then = original.bundle(name);
      Bundle now = repeated.bundle(name);
      bundles.add(compared(name, then, now, accuracy(original, name), accuracy(repeated, name)));
      for (Difference each : differences(then.provenance(), now.provenance(), followed)) {
        if (!differences.contains(each)) {
          differences.add(each);
        }
      }
    }
    return new Reproduction(
        original.path().toString(),
        repeated.path().toString(),
        bundles.stream().allMatch(Compared::identical),
        bundles,
        differences);
  }

  private static Compared compared(
      String name,
      Bundle then,
      Bundle now,
      @Nullable Double accuracy,
      @Nullable Double accuracyNow) {
    Weights before = then.model().weights();
    Weights after = now.model().weights();
    return new Compared(
        name,
        before.equals(after),
        then.model().masks().equals(now.model().masks()),
        largestDifference(before, after),
        accuracy,
        accuracyNow);
  }

  private static double largestDifference(Weights then, Weights now) {
    double largest = 0;
    for (String name : then.names()) {
      float[] a = then.get(name).values();
      float[] b = now.get(name).values();
      for (int i = 0; i < a.length; i++) {
        largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
      }
    }
    return largest;
  }

  private static Set<String> consequences(List<String> names) {
    Set<String> facts = new TreeSet<>(CONSEQUENCES);
    if (names.contains(RunDirectory.TEACHER)) {
      facts.add(TEACHER_WEIGHTS);
    }
    return facts;
  }

  private static List<Difference> differences(
      Provenance original, Provenance repeated, Set<String> consequences) {
    Map<String, String> then = original.facts();
    Map<String, String> now = repeated.facts();
    Set<String> names = new TreeSet<>(then.keySet());
    names.addAll(now.keySet());
    names.removeAll(consequences);
    return names.stream()
        .map(
            name ->
                new Difference(
                    name, then.getOrDefault(name, UNKNOWN), now.getOrDefault(name, UNKNOWN)))
        .filter(each -> !each.then().equals(each.now()))
        .toList();
  }

  private static @Nullable Double accuracy(RunDirectory run, String name) {
    ClassifierResult result = run.results().classifiers().get(name);
    return result == null ? null : result.accuracy();
  }

  /** What differs beside the weights, as half a sentence. */
  String causes() {
    return differences.isEmpty()
        ? "no version, image, precision, division of batches or thread count differs, so look for another library, processor or a defect"
        : "these differ: "
            + String.join(
                "; ",
                differences.stream()
                    .map(d -> "%s (then %s, now %s)".formatted(d.what(), d.then(), d.now()))
                    .toList());
  }

  String text() {
    TextTable table =
        new TextTable("bundle", "weights", "masks", "largest difference", "accuracy", "now");
    for (Compared each : bundles) {
      table.row(
          each.bundle(),
          each.sameWeights() ? "identical" : "different",
          each.sameMasks() ? "identical" : "different",
          Figures.formatted("%.3g", each.largestDifference()),
          Figures.percent(each.accuracy()),
          Figures.percent(each.accuracyNow()));
    }
    String verdict =
        identical
            ? "Every weight and mask is the same, bit for bit"
                + (differences.isEmpty() ? "." : ", although " + causes() + ".")
            : "The repetition differs; " + causes() + ".";
    return "%s%n%s%nrepeated in %s".formatted(table, verdict, repeated);
  }
}
