// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.Optional;
import linnet.linearization.methods.Methods;
import linnet.network.ReluBudget;
import linnet.network.zoo.Pooling;
import linnet.network.zoo.Stem;
import linnet.report.PrivateInferenceResult;
import linnet.report.RunDirectory;
import linnet.report.html.HtmlReport;
import linnet.training.data.DataSet;
import linnet.training.engine.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code linnet quickstart}: the whole way on an embedded data set. */
@Command(
    name = "quickstart",
    description = {
      "Does everything once on an embedded data set, in minutes: trains a teacher, cuts its ReLUs"
          + " to 10 %% (and, to compare, by SENet and at random), then starts a server and a client"
          + " as two processes and makes private predictions for held-out images.",
      "Ends with a table and an HTML report.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet quickstart",
      "  linnet quickstart --seed 2 --json > facts.json",
    })
final class Quickstart extends LinnetCommand {
  private static final double FRACTION = 0.1;
  private static final String SENET = "senet";
  private static final String RANDOM = "random";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of weights, order and masks (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Name of the new run (default: quickstart-NUMBER).")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--predictions",
      paramLabel = "N",
      description = "How many held-out images to predict privately (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int predictions;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of the teacher (default: ${DEFAULT-VALUE}).",
      defaultValue = "6")
  private int epochs;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use N training images only, for a quick trial (default: all 11,000).",
      defaultValue = "0")
  private int limit;

  Quickstart(Console console) {
    super(console);
  }

  @Override
  void run() {
    long start = System.nanoTime();
    RunDirectory run =
        name.isPresent()
            ? workspace().create(name.get())
            : workspace().createNumbered("quickstart");
    TrainSettings settings = teacherSettings();
    settings.store(run);
    Interruption.announce(console(), () -> "its traces are in " + run.path());
    DataSet data = settings.source().open();

    Teacher teacher = Teacher.train(run, data, console());
    int budget =
        ReluBudget.ofFraction(FRACTION, run.bundle(RunDirectory.TEACHER).model().network()).units();
    Student student = student(run, RunDirectory.STUDENT, Methods.DEFAULT, budget, data);
    Student senet = student(run, SENET, SENET, budget, data);
    Student random = student(run, RANDOM, RANDOM, budget, data);

    PrivateInferenceResult inference =
        new PrivateTrial(run, RunDirectory.STUDENT, console())
            .of(DataSource.sample(data.test(), predictions), data);
    run.writeResults(run.results().with(inference));
    QuickstartFacts facts =
        QuickstartFacts.of(
            run, HtmlReport.write(run), teacher, student, senet, random, inference, start);
    console().result(facts, facts.text());
  }

  private Student student(
      RunDirectory run, String bundle, String method, int budget, DataSet data) {
    Student.store(run, bundle, LinearizeSettings.of(method, budget, "quickstart", seed));
    return Student.make(run, bundle, data, console());
  }

  private TrainSettings teacherSettings() {
    return new TrainSettings(
        DataSource.EMBEDDED,
        0,
        limit,
        limit > 0 ? limit / 10 : 1000,
        "resnet18",
        16,
        Stem.CIFAR,
        true,
        Pooling.AVERAGE,
        epochs,
        64,
        0.1,
        Schedule.COSINE,
        2,
        true,
        Precision.AUTO,
        seed,
        null);
  }
}
