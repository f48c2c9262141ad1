// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import linnet.linearization.senet.SensitivityFile;
import linnet.report.ClassifierName;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code linnet reproduce}: a run once more, and whether the same comes out. */
@Command(
    name = "reproduce",
    description = {
      "Repeats a run in a new one, by the settings that it keeps: the teacher's training and a"
          + " student's making. Then compares weights and masks bit for bit. On the same machine,"
          + " with the same version and images, they are identical; where they are not, it says"
          + " what differs, and ends with exit code 10.",
      "A measured sensitivity is taken over as it is. One process repeats what several have done,"
          + " with batches in as many parts.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet reproduce first",
      "  linnet reproduce first senet --data DIR/cifar100",
    })
final class Reproduce extends LinnetCommand {
  @Parameters(index = "0", paramLabel = "RUN", description = "A run.")
  private String run = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description =
          "Which bundle of the run; NAME@WIDTH compares it at a narrower width (default: student if"
              + " there is one, else teacher).")
  private Optional<String> bundle = Optional.empty();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The same images at another place (default: the run's own).")
  private @Nullable String data;

  Reproduce(Console console) {
    super(console);
  }

  @Override
  void run() {
    RunDirectory original = run(run);
    ClassifierName name = ClassifierName.parse(PrivateModel.chosen(original, bundle));
    requireRepeatable(original, name);
    RunDirectory repeated = workspace().createNumbered(original.name() + "-again");
    Interruption.announce(console(), () -> "its traces are in " + repeated.path());
    DataSet images = repeatTeacher(original, repeated);
    if (isStudent(name)) {
      repeatStudent(original, repeated, name.bundle(), images);
    }
    Reproduction result = Reproduction.of(original, repeated, names(original, name));
    console().result(result, result.text());
    if (!result.identical()) {
      throw new IrreproducibleException(
          "%s came out differently; %s.".formatted(original.name(), result.causes()));
    }
  }

  /** Fails before hours are spent. */
  private static void requireRepeatable(RunDirectory original, ClassifierName name) {
    original.bundle(name.toString());
    TrainSettings.of(original);
    if (isStudent(name)) {
      Student.settings(original, name.bundle());
    }
  }

  private static boolean isStudent(ClassifierName name) {
    return !name.bundle().equals(RunDirectory.TEACHER);
  }

  private DataSet repeatTeacher(RunDirectory original, RunDirectory repeated) {
    TrainSettings settings = TrainSettings.of(original);
    DataSource source = settings.source().movedTo(data);
    repeated.writeConfiguration(
        BatchDivision.of(original).in(settings.withData(source.data()).configuration()));
    DataSet images = source.open();
    Teacher.train(repeated, images, console());
    return images;
  }

  private void repeatStudent(
      RunDirectory original, RunDirectory repeated, String name, DataSet images) {
    if (Files.exists(original.sensitivityFile())) {
      SensitivityFile.takeOver(
          original.sensitivityFile(),
          repeated.sensitivityFile(),
          repeated.bundle(RunDirectory.TEACHER).model());
    }
    Student.store(repeated, name, Student.settings(original, name));
    Student.make(repeated, name, images, console());
  }

  /** A cell of a sweep keeps no teacher of its own to compare with. */
  private static List<String> names(RunDirectory original, ClassifierName name) {
    List<String> names = new ArrayList<>();
    if (original.hasBundle(RunDirectory.TEACHER)) {
      names.add(RunDirectory.TEACHER);
    }
    if (!names.contains(name.toString())) {
      names.add(name.toString());
    }
    return names;
  }
}
