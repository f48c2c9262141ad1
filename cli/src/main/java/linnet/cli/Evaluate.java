// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linnet.inference.plan.PrivateProgram;
import linnet.network.bundle.Bundle;
import linnet.report.ClassifierName;
import linnet.report.ClassifierResult;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.report.RunResults;
import linnet.report.html.HtmlReport;
import linnet.training.data.DataSet;
import linnet.training.data.ImageSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet evaluate}: accuracy on test images, floating and fixed point. */
@Command(
    name = "evaluate",
    description = {
      "Measures the accuracy of a run's classifiers on the test images: in floating point, and on"
          + " exactly the integers that the private protocol computes.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet evaluate first",
      "  linnet evaluate first --bundle student --fixed-point-images 200 --json",
    })
final class Evaluate extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run.")
  private String run = "";

  @Option(
      names = "--bundle",
      paramLabel = "NAME",
      description =
          "Which bundle of the run, NAME@WIDTH for a narrower width (default: all, at all widths).")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "N",
      description = "Use N test images only, of every class its share (default: all).",
      defaultValue = "0")
  private int images;

  @Option(
      names = "--fixed-point-images",
      paramLabel = "N",
      description = {
        "Test images to run in fixed point, which is slower; 0 leaves it out"
            + " (default: ${DEFAULT-VALUE}).",
      },
      defaultValue = "500")
  private int fixedPointImages;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data set with the test images (default: the run's own).")
  private @Nullable String data;

  Evaluate(Console console) {
    super(console);
  }

  /**
   * What is printed.
   *
   * @param overflows units beyond their comparison's width, over all fixed-point images
   */
  record Evaluated(
      String name,
      String method,
      int relus,
      @Nullable Double accuracy,
      int testImages,
      @Nullable Double fixedPointAccuracy,
      int fixedPointImages,
      long overflows) {}

  /** All classifiers of the run. */
  record Evaluation(String run, List<Evaluated> classifiers) {
    String text() {
      TextTable table =
          new TextTable(
              "classifier", "method", "ReLUs", "accuracy", "images", "fixed point", "images");
      for (Evaluated each : classifiers) {
        table.row(
            each.name(),
            each.method(),
            Figures.count(each.relus()),
            Figures.percent(each.accuracy()),
            Figures.count(each.testImages()),
            Figures.percent(each.fixedPointAccuracy()),
            Figures.count(each.fixedPointImages()));
      }
      return table.toString();
    }
  }

  @Override
  void run() {
    RunDirectory directory = run(run);
    TrainSettings settings = TrainSettings.of(directory);
    DataSet set = settings.source().movedTo(data).open();
    List<Evaluated> evaluated = new ArrayList<>();
    for (String name : bundle.map(List::of).orElseGet(() -> classifiers(directory))) {
      evaluated.add(evaluate(directory, name, set, settings));
    }
    HtmlReport.write(directory);
    Evaluation evaluation = new Evaluation(directory.name(), evaluated);
    console().result(evaluation, evaluation.text());
  }

  /** Every bundle of the run, at each of its widths. */
  private static List<String> classifiers(RunDirectory directory) {
    return directory.bundles().stream()
        .flatMap(
            name ->
                directory.bundle(name).model().network().widths().rates().reversed().stream()
                    .map(width -> new ClassifierName(name, width).toString()))
        .toList();
  }

  private Evaluated evaluate(
      RunDirectory directory, String name, DataSet set, TrainSettings settings) {
    Bundle model = directory.bundle(name);
    ImageSet test = images > 0 ? DataSource.sample(set.test(), images) : set.test();
    console().note("evaluating %s on %,d test images ...".formatted(name, test.size()));
    double accuracy =
        TestAccuracy.of(model.model(), model.preprocessing(), test, settings.precision());
    RunResults results = directory.results();
    ClassifierResult known = results.classifiers().get(name);
    ClassifierResult result =
        (known == null ? unknown(model) : known).withAccuracy(accuracy, test.size());
    long overflows = 0;
    if (fixedPointImages > 0) {
      FixedPointEvaluation fixed = fixedPoint(name, model, set);
      overflows = fixed.overflows();
      result = result.withFixedPointAccuracy(fixed.accuracy(), fixed.images());
    }
    directory.writeResults(results.with(name, result));
    return new Evaluated(
        name,
        result.method(),
        result.relus(),
        result.accuracy(),
        result.testImages(),
        result.fixedPointAccuracy(),
        result.fixedPointImages(),
        overflows);
  }

  private FixedPointEvaluation fixedPoint(String name, Bundle model, DataSet set) {
    ImageSet test = DataSource.sample(set.test(), fixedPointImages);
    PrivateProgram program = PrivateModel.compile(model, set);
    FixedPointEvaluation fixed;
    try (ProgressDisplay progress =
        ProgressDisplay.of(console(), name + " in fixed point", test.size())) {
      fixed = FixedPointEvaluation.of(program, model, test, progress);
    }
    if (fixed.overflows() > 0) {
      console()
          .warning(
              "%,d units did not fit their comparison; calibrate with more typical images."
                  .formatted(fixed.overflows()));
    }
    return fixed;
  }

  private static ClassifierResult unknown(Bundle model) {
    String method = model.provenance().facts().getOrDefault("method", "unknown");
    return ClassifierResult.made(method, model.model().relus(), 0);
  }
}
