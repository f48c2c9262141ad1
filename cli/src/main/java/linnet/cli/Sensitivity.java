// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import linnet.linearization.LinearizationData;
import linnet.linearization.LinearizationOptions;
import linnet.linearization.senet.ReluSensitivity;
import linnet.linearization.senet.SensitivityFile;
import linnet.linearization.senet.SparseLearning;
import linnet.linearization.senet.SparseLearningOptions;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.Network;
import linnet.network.Site;
import linnet.report.Figures;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import linnet.training.loop.TrainingRecords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet sensitivity}: what each site can spare, by sparse learning (SENet, stage 1). */
@Command(
    name = "sensitivity",
    description = {
      "Measures how much each ReLU site matters (SENet's first stage: sparse learning).",
      "The result is kept in the run, and linearize --method senet uses it for any budget.",
    },
    footerHeading = "%nExample:%n",
    footer = "  linnet sensitivity first --epochs 10")
final class Sensitivity extends LinnetCommand {
  private static final String WORK = "sensitivity";

  @Parameters(index = "0", paramLabel = "RUN", description = "A run with a teacher.")
  private String run = "";

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of sparse learning (default: ${DEFAULT-VALUE}).",
      defaultValue = "10")
  private int epochs;

  @Option(
      names = "--density",
      paramLabel = "D",
      description = "Fraction of weights that stay (default: ${DEFAULT-VALUE}, the paper's).",
      defaultValue = "0.1")
  private double density;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the order of images (default: 1).",
      defaultValue = "1")
  private long seed;

  @Option(names = "--restart", description = "Discard an interrupted measurement and begin anew.")
  private boolean restart;

  Sensitivity(Console console) {
    super(console);
  }

  /**
   * What is printed.
   *
   * @param file where the sensitivity is kept
   * @param sites site name to a value in [0, 1]; the larger, the more ReLUs the site needs
   */
  record Measured(String run, String network, String file, Map<String, Double> sites) {}

  @Override
  void run() {
    RunDirectory directory = run(run);
    if (restart) {
      directory.discardCheckpoints(WORK);
    }
    Model teacher = directory.bundle(RunDirectory.TEACHER).model();
    Interruption.announce(console(), () -> "give the same command again to go on");
    ReluSensitivity measured = measure(directory, new Effort(epochs, density, seed), console());
    Measured result =
        new Measured(
            directory.name(),
            teacher.network().name(),
            directory.sensitivityFile().toString(),
            measured.bySite());
    console().result(result, table(teacher.network(), measured));
  }

  /**
   * How to measure.
   *
   * @param epochs of sparse learning
   * @param density fraction of weights that stay
   * @param seed of the order of images
   */
  record Effort(int epochs, double density, long seed) {
    /** Rejects densities that are none. */
    Effort {
      if (!(density > 0 && density < 1)) {
        throw new InputException(
            "The density of a sensitivity must lie between 0 and 1, not %s.".formatted(density));
      }
    }

    /** For example {@code 10 epochs, density 0.1, seed 1}. */
    @Override
    public String toString() {
      return "%d epochs, density %s, seed %d".formatted(epochs, density, seed);
    }
  }

  /** How the sensitivity of a run was measured, if it was, and since that is recorded. */
  static Optional<Effort> effort(RunDirectory directory) {
    return Files.exists(directory.sensitivityFile()) && directory.configuration().has(WORK)
        ? Optional.of(directory.configuration().section(WORK, Effort.class))
        : Optional.empty();
  }

  /** Measures the sensitivity of a run's teacher and keeps it in the run. */
  static ReluSensitivity measure(RunDirectory directory, Effort effort, Console console) {
    Model teacher = directory.bundle(RunDirectory.TEACHER).model();
    ReluSensitivity measured = learn(directory, teacher, effort, console);
    directory.writeConfiguration(directory.configuration().with(WORK, effort));
    SensitivityFile.write(directory.sensitivityFile(), teacher, effort.density(), measured);
    directory.discardCheckpoints(WORK);
    return measured;
  }

  private static ReluSensitivity learn(
      RunDirectory directory, Model teacher, Effort effort, Console console) {
    TrainSettings training = TrainSettings.of(directory);
    DataSet data = training.source().open();
    LinearizationOptions options =
        LinearizeSettings.of("senet", 0, "standard", effort.seed()).options(training);
    SparseLearningOptions standard = SparseLearningOptions.STANDARD;
    SparseLearningOptions sparse =
        new SparseLearningOptions(
            effort.density(),
            standard.pruneRate(),
            effort.epochs(),
            standard.rounds(),
            standard.rate());
    try (TrainingProgress progress = new TrainingProgress(console, RunDirectory.TEACHER)) {
      return SparseLearning.measure(
          teacher,
          LinearizationData.of(data, training.heldOut(data), training.seed()),
          options,
          sparse,
          TrainingRecords.in(directory.workFolder(WORK), progress));
    }
  }

  private static String table(Network network, ReluSensitivity measured) {
    TextTable table = new TextTable("site", "units", "sensitivity");
    for (Site site : network.sites()) {
      table.row(
          site.name(),
          Figures.count(site.units()),
          "%.4f".formatted(measured.bySite().get(site.name())));
    }
    return table.toString();
  }
}
