// SPDX-License-Identifier: Apache-2.0
package linnet.report.html;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import linnet.network.Mask;
import linnet.network.Masks;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Shape;
import linnet.network.Site;
import linnet.network.Weights;
import linnet.network.bundle.Bundle;
import linnet.network.bundle.Preprocessing;
import linnet.network.bundle.Provenance;
import linnet.network.files.AtomicFiles;
import linnet.network.zoo.NetworkOptions;
import linnet.network.zoo.Networks;
import linnet.report.ClassifierResult;
import linnet.report.Environment;
import linnet.report.Figures;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunConfiguration;
import linnet.report.RunDirectory;
import linnet.report.RunResults;

/** A run with invented figures, complete in every part that the page shows. */
final class ExampleRun {
  private static final List<String> CLASSES =
      IntStream.range(0, 10).mapToObj(i -> "class " + i).toList();

  private ExampleRun() {}

  /** Writes a run of a small network called {@code name} into the folder. */
  static RunDirectory complete(Path folder, String name, int width) {
    RunDirectory run = untrained(folder, name);
    Network network =
        Networks.byName("resnet18", NetworkOptions.of(new Shape(1, 28, 28), 10, width));
    Masks student = coherentMasks(network);
    addBundle(run, "teacher", network, Masks.all(network));
    addBundle(run, "student", network, student);
    addBundle(run, "senet", network, coherentMasks(network));
    addBundle(run, "random", network, uniformMasks(network));
    run.writeResults(results(network, student).with(privateInference(student, true)));
    writeMetrics(run);
    return run;
  }

  /** A run that has a configuration and nothing else. */
  static RunDirectory untrained(Path folder, String name) {
    RunDirectory run = new RunDirectory(folder.resolve(name));
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("network", "resnet18");
    options.put("data", "embedded");
    options.put("epochs", 6);
    options.put("variant", Map.of("width", 16));
    run.writeConfiguration(new RunConfiguration(Map.of("train", options)));
    run.writeEnvironment(new Environment(Map.of("java", "OpenJDK 25", "processors", "2")));
    return run;
  }

  static void addBundle(RunDirectory run, String name, Network network, Masks masks) {
    run.writeBundle(
        name,
        new Bundle(
            new Model(network, Weights.random(network, 1), masks),
            new Preprocessing(List.of(0.286f), List.of(0.353f)),
            CLASSES,
            new Provenance(Map.of("method", name, "seed", "1"))));
  }

  static PrivateInferenceResult privateInference(Masks student, boolean dealer) {
    return new PrivateInferenceResult(
        20, 0, 20, 16, 3.25, student.kept(), 7_512_340, 4_023_111, 412.7, 183.2, dealer);
  }

  private static RunResults results(Network network, Masks student) {
    return RunResults.empty()
        .with("teacher", result("training", network.relus(), 0.8845, 47))
        .with("student", result("fisher", student.kept(), 0.8805, 60))
        .with("senet", result("senet", student.kept(), 0.857, 71))
        .with("random", result("random", student.kept(), 0.851, 58));
  }

  private static ClassifierResult result(
      String method, int relus, double accuracy, double seconds) {
    return ClassifierResult.made(method, relus, seconds)
        .withAccuracy(accuracy, 2000)
        .withFixedPointAccuracy(accuracy - 0.0005, 500);
  }

  private static Masks coherentMasks(Network network) {
    Random random = new Random(4);
    return masks(network, site -> random.nextInt(5) == 0 ? 0.6 * random.nextDouble() : 0.02);
  }

  private static Masks uniformMasks(Network network) {
    return masks(network, site -> 0.1);
  }

  /** Masks that keep in each channel about the share that the function gives. */
  private static Masks masks(Network network, Function<Site, Double> share) {
    Random random = new Random(7);
    return Masks.forEach(
        network,
        site -> {
          double[] shares =
              IntStream.range(0, site.shape().channels())
                  .mapToDouble(channel -> share.apply(site))
                  .toArray();
          int plane = site.shape().plane();
          return Mask.of(
              site.shape(),
              IntStream.range(0, site.units())
                  .filter(unit -> random.nextDouble() < shares[unit / plane])
                  .toArray());
        });
  }

  private static void writeMetrics(RunDirectory run) {
    StringBuilder lines = new StringBuilder();
    for (String phase : List.of("train", "search", "tuning")) {
      for (int epoch = 1; epoch <= 6; epoch++) {
        double progress = 1 - Math.exp(-epoch / 2.0);
        lines.append(
            Figures.formatted(
                "{\"phase\":\"%s\",\"epoch\":%d,\"loss\":%.4f,\"trainAccuracy\":%.4f,"
                    + "\"validationAccuracy\":%.4f,\"imagesPerSecond\":%.1f}%n",
                phase,
                epoch,
                2.3 - 2 * progress,
                0.6 + 0.33 * progress,
                0.62 + 0.27 * progress,
                1240.0));
      }
    }
    AtomicFiles.writeText(run.metricsFile(), lines.toString());
  }
}
