// SPDX-License-Identifier: Apache-2.0
package linnet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import linnet.network.InputException;
import linnet.report.RunDirectory;
import linnet.training.data.DataSet;
import linnet.training.engine.Precision;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code linnet train}: from images to an all-ReLU network, the teacher. */
@Command(
    name = "train",
    description = {
      "Trains an all-ReLU network, the teacher, and keeps it in a new run.",
      "A validation part of the training images selects the model; the test images only judge it.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  linnet train --data DIR/cifar100 --network resnet18 --width 16 --epochs 10 --run first",
      "  linnet train --data DIR/cifar10 --widths 0.5,1.0 --run several",
      "  linnet train --resume first",
      "  linnet train --data DIR/cifar100 --world-size 4",
      "  linnet train --world-size 2 --rank 1 --master 10.0.0.1:29500 --data DIR/cifar100",
    })
final class Train extends LinnetCommand {
  /**
   * Options that a teacher of a grid does not have: they decide where a run stands, what is
   * printed, and how processes share the work, which a sweep does not do.
   */
  private static final Set<String> NOT_OF_A_GRID =
      Set.of(
          "run",
          "resume",
          "workspace",
          "json",
          "quiet",
          "verbose",
          "help",
          "world-size",
          "rank",
          "master",
          "meeting",
          "batch-parts");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "Folder with CIFAR-10/100 binaries, IDX files (plain or gzip) or image folders"
            + " (train/CLASS), or \"embedded\": the subset of Fashion-MNIST that comes with Linnet."
      })
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "resnet18, resnet34, wrn22x8, vgg16 or vgg16-five-pools.",
      defaultValue = "resnet18")
  private String network = "";

  @Mixin private NetworkOption variant = new NetworkOption();

  @Option(
      names = "--widths",
      paramLabel = "RATES",
      description = {
        "Rates of channels at which the network learns to run, such as 0.5,1.0; method senetpp makes"
            + " students of them, and serve --width chooses one (default: all channels only)."
      })
  private Optional<String> widths = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images (default: ${DEFAULT-VALUE}).",
      defaultValue = "30")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Images per step (default: ${DEFAULT-VALUE}).",
      defaultValue = "128")
  private int batch;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      description = "Highest learning rate (default: ${DEFAULT-VALUE}).",
      defaultValue = "0.1")
  private double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "SCHEDULE",
      description =
          "How the learning rate falls: cosine, or steps (x 0.1 at 62.5, 75 and 87.5 %%).",
      defaultValue = "cosine")
  private Schedule schedule = Schedule.COSINE;

  @Option(
      names = "--crop",
      paramLabel = "N",
      description = "Shift training images by up to N pixels (default: ${DEFAULT-VALUE}).",
      defaultValue = "4")
  private int crop;

  @Option(names = "--no-flip", description = "Do not mirror training images (digits, text).")
  private boolean withoutFlip;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "auto, fp32 or bf16 (default: ${DEFAULT-VALUE}).",
      defaultValue = "auto")
  private Precision precision = Precision.AUTO;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed gives the same run on the same machine (default: 1).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--validation",
      paramLabel = "N",
      description = "Training images held out to select the model (default: a tenth).",
      defaultValue = "-1")
  private int validation;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use N training images only, of every class its share (default: all).",
      defaultValue = "0")
  private int limit;

  @Option(
      names = "--image-size",
      paramLabel = "N",
      description = "Resize the images of image folders to N x N.",
      defaultValue = "0")
  private int imageSize;

  @Option(
      names = "--run",
      paramLabel = "NAME",
      description = "Name of the new run (default: DATA-NETWORK-NUMBER).")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Continue an interrupted run with its own options; others are ignored.")
  private Optional<String> resume = Optional.empty();

  @Mixin private ParallelOptions parallel = new ParallelOptions();

  private volatile String runName = "RUN";

  Train(Console console) {
    super(console);
  }

  @Override
  void run() {
    parallel.validate(spec().commandLine());
    if (parallel.follows()) {
      JointTraining.Share share = JointTraining.follow(parallel, data);
      console().result(share, share.text());
    } else {
      lead();
    }
  }

  private void lead() {
    Interruption.announce(console(), () -> "continue with: linnet train --resume " + runName);
    RunDirectory run = resume.isPresent() ? run(resume.get()) : create(fitting(settings()));
    runName = run.name();
    DataSet images = TrainSettings.of(run).source().open();
    console()
        .note(
            "training %s on %s: %s"
                .formatted(TrainSettings.of(run).network(), images.name(), images.train()));
    Teacher teacher = JointTraining.lead(run, images, parallel, console());
    console().result(teacher, teacher.text());
  }

  private TrainSettings fitting(TrainSettings settings) {
    parallel.requireFits(settings.batch());
    return checked(settings);
  }

  /** Fails before a run is made for data or a network that there is not. */
  static TrainSettings checked(TrainSettings settings) {
    DataSet images = settings.source().open();
    settings.networkFor(images);
    settings.split(images);
    return settings;
  }

  /**
   * The settings that options of this command make, written as in a grid: {@code epochs: 5} for
   * {@code --epochs 5}, {@code no-flip: true} for {@code --no-flip}.
   *
   * @throws InputException in one sentence if there is no such option, or it cannot have that value
   */
  static TrainSettings settings(Map<String, String> options, Console console) {
    Train train = new Train(console);
    CommandLine line = new CommandLine(train).setCaseInsensitiveEnumValuesAllowed(true);
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (name, value) -> arguments.addAll(argument(line.getCommandSpec(), name, value)));
    try {
      line.parseArgs(arguments.toArray(String[]::new));
      return train.settings();
    } catch (CommandLine.ParameterException e) {
      throw new InputException(
          "This teacher cannot be trained: %s.".formatted(String.valueOf(e.getMessage())), e);
    }
  }

  private static List<String> argument(CommandSpec command, String name, String value) {
    OptionSpec option = command.findOption("--" + name);
    if (NOT_OF_A_GRID.contains(name)) {
      throw new InputException(
          "A teacher of a grid has no option %s; leave it out, or train the teacher before and name it by run: RUN."
              .formatted(name));
    }
    if (option == null) {
      throw new InputException(
          "linnet train has no option %s for a teacher of a grid; see its help for those it has."
              .formatted(name));
    }
    boolean isSwitch = option.arity().max() == 0;
    if (isSwitch && !List.of("true", "false").contains(value)) {
      throw new InputException(
          "The option %s of the teacher is true or false, not %s.".formatted(name, value));
    }
    return isSwitch
        ? value.equals("true") ? List.of("--" + name) : List.of()
        : List.of("--%s=%s".formatted(name, value));
  }

  private RunDirectory create(TrainSettings settings) {
    RunDirectory run =
        name.isPresent()
            ? workspace().create(name.get())
            : workspace().createNumbered(settings.network());
    run.writeConfiguration(new BatchDivision(parallel.parts()).in(settings.configuration()));
    return run;
  }

  private TrainSettings settings() {
    if (data.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec().commandLine(),
          "Missing option: --data DIR (or --data embedded), or --resume RUN to continue a run");
    }
    DataSource source = DataSource.of(data.get(), imageSize, limit);
    return new TrainSettings(
        source.data(),
        imageSize,
        limit,
        validation,
        network,
        variant.width(network),
        variant.stem,
        !variant.withoutStemRelu,
        variant.pool,
        epochs,
        batch,
        learningRate,
        schedule,
        crop,
        !withoutFlip,
        precision,
        seed,
        widths.orElse(null));
  }
}
