// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import linnet.crypto.channel.LinkProfile;
import linnet.linearization.Schedule;
import linnet.linearization.methods.Methods;
import linnet.linearization.methods.TeacherFacts;
import linnet.linearization.senet.MeasuredSensitivity;
import linnet.network.InputException;
import linnet.network.Model;
import linnet.network.ReluBudget;
import linnet.report.RunDirectory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet linearize}: from a teacher and a budget to a student. */
@Command(
    name = "linearize",
    description = {
      "Cuts the ReLUs of a run's teacher to a budget, exactly, and keeps the student in the run.",
      "A command that was interrupted goes on from its last checkpoint when it is given again.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet linearize first --relus 14000",
      "  linnet linearize first --target-online-ms 200 --link wan",
      "  linnet linearize first --fraction 0.1 --method senet --set score=published --as senet",
    })
final class Linearize extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run with a teacher.")
  private String run = "";

  @ArgGroup(multiplicity = "1")
  private Budget budget = new Budget();

  /** One of the ways to give a budget. */
  static final class Budget {
    @Option(
        names = "--relus",
        paramLabel = "N",
        required = true,
        description = "The budget: how many units stay ReLUs.")
    int relus = -1;

    @Option(
        names = "--fraction",
        paramLabel = "P",
        required = true,
        description = "The budget as a fraction of the teacher's units, rounded down.")
    double fraction = Double.NaN;

    @Option(
        names = "--target-online-ms",
        paramLabel = "MS",
        required = true,
        description = {
          "The budget as a time: the largest one whose online phase takes at most MS milliseconds"
              + " over --link, as linnet estimate predicts; shared among the sites by the run's"
              + " sensitivity if it was measured, else in proportion to their units.",
        })
    double targetMillis = Double.NaN;

    ReluBudget in(RunDirectory run, CostModel costs) {
      Model teacher = run.bundle(RunDirectory.TEACHER).model();
      if (!Double.isNaN(targetMillis)) {
        return BudgetForTime.of(
                teacher, Student.sensitivity(run).map(MeasuredSensitivity::values), costs)
            .largest(targetMillis);
      }
      return Double.isNaN(fraction)
          ? ReluBudget.of(new ReluBudget(relus).units(), teacher.network())
          : ReluBudget.ofFraction(fraction, teacher.network());
    }

    boolean isTime() {
      return !Double.isNaN(targetMillis);
    }
  }

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      completionCandidates = MethodNames.class,
      converter = MethodNames.class,
      defaultValue = Methods.DEFAULT)
  private String method = Methods.DEFAULT;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "An option of the method, such as ramp-end=0.6 of fisher; repeatable. A name that the"
              + " method does not have is answered with those that it has.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "Name of the bundle in the run (default: ${DEFAULT-VALUE}).",
      defaultValue = RunDirectory.STUDENT)
  private String name = RunDirectory.STUDENT;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description =
          "quickstart, standard, or paper (hundreds of epochs) (default: ${DEFAULT-VALUE}).",
      defaultValue = "standard")
  private String schedule = "";

  @Option(
      names = "--search-epochs",
      paramLabel = "N",
      description = "Epochs of the mask search (default: the schedule's).",
      defaultValue = "0")
  private int searchEpochs;

  @Option(
      names = "--tuning-epochs",
      paramLabel = "N",
      description = "Epochs with frozen masks (default: the schedule's).",
      defaultValue = "0")
  private int tuningEpochs;

  @Option(
      names = "--search-rate",
      paramLabel = "RATE",
      description = "Learning rate at the beginning of the search (default: the schedule's).",
      defaultValue = "0")
  private double searchRate;

  @Option(
      names = "--tuning-rate",
      paramLabel = "RATE",
      description = "Learning rate at the beginning of the tuning (default: the schedule's).",
      defaultValue = "0")
  private double tuningRate;

  @Option(
      names = "--search-decay",
      paramLabel = "DECAY",
      description =
          "How the search's learning rate falls: ${COMPLETION-CANDIDATES} (default: the schedule's).")
  private Schedule.@Nullable Decay searchDecay;

  @Option(
      names = "--tuning-decay",
      paramLabel = "DECAY",
      description =
          "How the tuning's learning rate falls: ${COMPLETION-CANDIDATES} (default: the schedule's).")
  private Schedule.@Nullable Decay tuningDecay;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per step (default: the schedule's).",
      defaultValue = "0")
  private int batch;

  @Option(
      names = "--activation-mismatch",
      paramLabel = "BETA",
      description =
          "Weight of the post-ReLU activation mismatch in the tuning; SENet's is 1000, which hurts"
              + " short schedules (default: the schedule's).",
      defaultValue = "-1")
  private double activationMismatch;

  @Option(
      names = "--link",
      paramLabel = "LINK",
      description =
          "Predict the student's online time over this link: loopback, lan, wan, or a rate and a"
              + " round trip such as 200Mbit/40ms (default: none; loopback with"
              + " --target-online-ms).",
      converter = LinkConverter.class)
  private @Nullable LinkProfile link;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same student (default: 1).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--restart",
      description = "Discard an interrupted linearization of this name and begin anew.")
  private boolean restart;

  Linearize(Console console) {
    super(console);
  }

  @Override
  void run() {
    requireStudentName(name);
    RunDirectory directory = run(run);
    CostModel costs = CostModel.of(workspace(), link == null ? LinkProfile.LOOPBACK : link);
    LinearizeSettings settings = settings(directory, costs);
    // fails before anything is kept
    settings.linearizer(TeacherFacts.of(Student.sensitivity(directory)));
    prepare(directory, settings);
    Interruption.announce(console(), () -> "give the same command again to go on");
    Student student =
        Student.make(directory, name, TrainSettings.of(directory).source().open(), console());
    if (budget.isTime() || link != null) {
      student = student.withPrediction(prediction(directory, costs));
    }
    console().result(student, student.text());
  }

  /** The prediction once more, with the masks that were found. */
  private OnlinePrediction prediction(RunDirectory directory, CostModel costs) {
    OnlinePrediction found =
        OnlinePrediction.of(directory.bundle(name).model(), costs, budget.targetMillis);
    found.excess().ifPresent(console()::warning);
    return found;
  }

  private LinearizeSettings settings(RunDirectory directory, CostModel costs) {
    int relus = budget.in(directory, costs).units();
    if (budget.isTime()) {
      console().note("the budget for this time is %,d ReLUs".formatted(relus));
    }
    return new LinearizeSettings(
        method,
        set,
        relus,
        schedule,
        searchEpochs,
        tuningEpochs,
        searchRate,
        tuningRate,
        searchDecay,
        tuningDecay,
        batch,
        activationMismatch,
        seed);
  }

  private static void requireStudentName(String name) {
    RunDirectory.requireBundleName(name);
    if (name.equalsIgnoreCase(RunDirectory.TEACHER)) { // one folder, on some file systems
      throw new InputException("A student cannot be called teacher; choose another name.");
    }
  }

  private void prepare(RunDirectory directory, LinearizeSettings settings) {
    if (restart) {
      directory.discardCheckpoints(name);
    }
    if (directory.hasCheckpoints(name) && !settings.equals(Student.settings(directory, name))) {
      throw new InputException(
          "An interrupted linearization with other settings stands in %s; finish it with the same options, or discard it with --restart."
              .formatted(directory.workFolder(name)));
    }
    Student.store(directory, name, settings);
  }
}
